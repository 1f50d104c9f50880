//! The API for Rust front ends: one client of one application, in the browser.

use std::rc::Rc;

#[cfg(not(feature = "npm"))]
use crate::platform::browser::host::default_host;
use crate::{
    platform::browser::{Browser, host::Host},
    protocol::{
        Error,
        authorization::SignInOptions,
        config::{Config, ConfigInput},
        discovery::Metadata,
        id_token::StoredIdToken,
        secret::{AccessToken, RawIdToken, RefreshToken},
        token::Target,
    },
    session::{Session, state::State},
};

/// One client of one application. Several clients of one application share the session, in all tabs.
///
/// ```no_run
/// # async fn sign_in() -> Result<(), logto_wasm::protocol::Error> {
/// use logto_wasm::{
///     client::Client,
///     protocol::{authorization::SignInOptions, config::ConfigInput},
/// };
///
/// let client = Client::new(ConfigInput {
///     endpoint: Some("https://example.logto.app".into()),
///     app_id: Some("<your app ID>".into()),
///     ..ConfigInput::default()
/// })?;
///
/// if !client.is_authenticated().await? {
///     let redirect_uri = "https://shop.example/callback".into();
///     client.sign_in(&SignInOptions { redirect_uri, ..SignInOptions::default() }).await?;
/// }
/// # Ok(())
/// # }
/// ```
pub struct Client {
    session: Session<Browser>,
}

impl Client {
    /// A client that stores its tokens in `localStorage`. Sends nothing.
    ///
    /// # Errors
    /// [`crate::protocol::Code::InvalidConfig`].
    #[cfg(not(feature = "npm"))]
    pub fn new(config: ConfigInput) -> Result<Self, Error> {
        Client::with_host(config, default_host())
    }

    /// A client in a page with this host. Sends nothing.
    ///
    /// # Errors
    /// [`crate::protocol::Code::InvalidConfig`].
    pub fn with_host(config: ConfigInput, host: Host) -> Result<Self, Error> {
        let location = config.cache_location.unwrap_or_default();
        Ok(Client { session: Session::new(config, Browser::new(host, location))? })
    }

    /// The configuration, checked and completed.
    #[must_use]
    pub fn config(&self) -> &Config {
        self.session.config()
    }

    /// The methods of the page.
    #[must_use]
    pub fn host(&self) -> &Host {
        self.session.platform().host()
    }
}

/// The methods of [`Session`], for this client.
macro_rules! session_methods {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) -> $output:ty;)*) => {
        impl Client {$(
            $(#[$doc])*
            ///
            /// # Errors
            #[doc = concat!("Those of [`Session::", stringify!($name), "`].")]
            pub fn $name(
                &self
                $(, $argument: $type)*
            ) -> impl Future<Output = Result<$output, Error>> {
                self.session.$name($($argument),*)
            }
        )*}
    };
}

session_methods! {
    /// Sends the visitor to the provider's sign-in page.
    sign_in(options: &SignInOptions) -> ();
    /// Is `url` the callback of the pending sign-in?
    is_sign_in_redirected(url: &str) -> bool;
    /// Completes the pending sign-in.
    handle_sign_in_callback(callback_uri: &str) -> ();
    /// Is a visitor signed in?
    is_authenticated() -> bool;
    /// The claims of the signed-in visitor, and when the session ends.
    state() -> State;
    /// The stored ID token.
    id_token() -> Option<Box<StoredIdToken>>;
    /// The claims of the stored ID token, as JSON text.
    id_token_claims() -> String;
    /// The stored refresh token.
    refresh_token() -> Option<RefreshToken>;
    /// An access token that has not expired, renewed if necessary.
    access_token(target: &Target) -> AccessToken;
    /// A new access token.
    new_access_token(target: &Target) -> AccessToken;
    /// The claims of the UserInfo endpoint, as JSON text.
    fetch_user_info() -> String;
    /// The provider's metadata.
    metadata() -> Rc<Metadata>;
    /// The provider's metadata as JSON text, its names in camel case.
    metadata_text() -> String;
    /// Fetches metadata and keys before they are needed.
    preload() -> ();
    /// The `appState` of the last sign-in in this tab, as JSON text.
    app_state() -> Option<String>;
    /// Verifies an ID token from any source.
    verify_id_token(token: &RawIdToken) -> ();
    /// Removes the access tokens.
    clear_access_tokens() -> ();
    /// Ends the session in this browser; at the provider it goes on.
    clear_tokens() -> ();
    /// Ends the session in this browser, after its stored values have been removed.
    clear_removed_tokens(removed: &RefreshToken) -> ();
    /// Ends the session in this browser and at the provider.
    sign_out(post_logout_redirect_uri: Option<&str>) -> ();
}
