//! The JavaScript surface: the class `LogtoClient`, which the npm package runs on, and functions beside it.
//!
//! | module | contents |
//! |---|---|
//! | `errors` | errors as instances of the JavaScript classes |
//! | `options` | the configuration and the options of a sign-in |
//! | `promises` | calls as promises, and calls that are joined |

mod errors;
mod options;
mod promises;

use std::rc::Rc;

use js_sys::{JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[cfg(not(feature = "npm"))]
use crate::platform::browser::host::default_host;
use crate::{
    client::Client,
    platform::browser::host::Host,
    protocol::{
        Code, Error, pkce,
        secret::{CodeVerifier, RawIdToken, RefreshToken},
        token::Target,
    },
};

/// A client of one application. Every method returns a promise, which rejects with an instance of the error classes.
#[wasm_bindgen]
pub struct LogtoClient {
    client: Rc<Client>,
}

/// JSON text as a JavaScript value; `code` is the error of a text that is not JSON.
fn parsed(text: &str, code: Code) -> Result<JsValue, Error> {
    JSON::parse(text).map_err(|_| code.into())
}

impl LogtoClient {
    fn open(config: &JsValue, host: Host) -> Result<LogtoClient, JsValue> {
        options::config(config)
            .and_then(|config| Client::with_host(config, host.clone()))
            .map(|client| LogtoClient { client: Rc::new(client) })
            .map_err(|error| errors::to_js(&host, &error))
    }

    /// `work` with this client, not started yet.
    fn call<F>(&self, work: impl FnOnce(Rc<Client>) -> F) -> promises::Call
    where
        F: Future<Output = Result<JsValue, Error>> + 'static,
    {
        let work: std::pin::Pin<Box<dyn Future<Output = Result<JsValue, Error>>>> =
            Box::pin(work(self.client.clone()));
        let host = self.client.host().clone();
        Box::pin(async move { work.await.map_err(|error| errors::to_js(&host, &error)) })
    }

    /// Starts `work` with this client.
    fn run<F>(&self, work: impl FnOnce(Rc<Client>) -> F) -> Promise
    where
        F: Future<Output = Result<JsValue, Error>> + 'static,
    {
        promises::start(self.call(work))
    }

    /// What makes two calls the same: the storage of the session, and application and arguments.
    fn shared_key(&self, arguments: &[&str]) -> (JsValue, String) {
        let key = [&[self.client.config().app_id()], arguments].concat().join(" ");
        (self.client.host().site_storage(), key)
    }
}

#[wasm_bindgen]
impl LogtoClient {
    /// A client with this configuration. Sends nothing.
    ///
    /// `config` has the fields of [`crate::protocol::config::ConfigInput`] in camel case. Throws `config.invalid` with the
    /// name of the wrong field.
    #[cfg(feature = "npm")]
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue, host: Host) -> Result<LogtoClient, JsValue> {
        LogtoClient::open(config, host)
    }

    /// A client with this configuration. Sends nothing.
    ///
    /// `config` has the fields of [`crate::protocol::config::ConfigInput`] in camel case. Throws `config.invalid` with the
    /// name of the wrong field. Without a `host`, the browser does everything.
    #[cfg(not(feature = "npm"))]
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue, host: Option<Host>) -> Result<LogtoClient, JsValue> {
        LogtoClient::open(config, host.unwrap_or_else(default_host))
    }

    /// Sends the visitor to the provider's sign-in page.
    ///
    /// `options` is a redirect URI, or an object with the fields of [`SignInOptions`](crate::protocol::authorization::SignInOptions)
    /// in camel case, where `appState` is JSON text.
    #[wasm_bindgen(js_name = signIn, unchecked_return_type = "Promise<void>")]
    pub fn sign_in(&self, options: &JsValue) -> Promise {
        let options = options::sign_in(options);
        self.run(async move |client| {
            client.sign_in(&options?).await?;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Whether `url` is the callback of the pending sign-in; `false` when no sign-in is pending.
    #[wasm_bindgen(js_name = isSignInRedirected, unchecked_return_type = "Promise<boolean>")]
    pub fn is_sign_in_redirected(&self, url: String) -> Promise {
        self.run(async move |client| Ok(client.is_sign_in_redirected(&url).await?.into()))
    }

    /// Completes the pending sign-in. Concurrent calls with one URL share a promise.
    #[wasm_bindgen(js_name = handleSignInCallback, unchecked_return_type = "Promise<void>")]
    pub fn handle_sign_in_callback(&self, url: String) -> Promise {
        let (storage, key) = self.shared_key(&["callback", &url]);
        let call = || {
            self.call(async move |client| {
                client.handle_sign_in_callback(&url).await?;
                Ok(JsValue::UNDEFINED)
            })
        };
        promises::join_in_microtask(storage, key, call)
    }

    /// Whether a visitor is signed in.
    #[wasm_bindgen(js_name = isAuthenticated, unchecked_return_type = "Promise<boolean>")]
    pub fn is_authenticated(&self) -> Promise {
        self.run(async |client| Ok(client.is_authenticated().await?.into()))
    }

    /// The ID token, or `null`.
    #[wasm_bindgen(js_name = getIdToken, unchecked_return_type = "Promise<string | null>")]
    pub fn get_id_token(&self) -> Promise {
        self.run(async |client| {
            let token = client.id_token().await?;
            Ok(token.map_or(JsValue::NULL, |token| token.raw().expose().into()))
        })
    }

    /// The claims of the ID token. Rejects with `not_authenticated` when no ID token is stored.
    #[wasm_bindgen(js_name = getIdTokenClaims, unchecked_return_type = "Promise<Record<string, unknown>>")]
    pub fn get_id_token_claims(&self) -> Promise {
        self.run(async |client| parsed(&client.id_token_claims().await?, Code::InvalidIdToken))
    }

    /// The refresh token, or `null`.
    #[wasm_bindgen(js_name = getRefreshToken, unchecked_return_type = "Promise<string | null>")]
    pub fn get_refresh_token(&self) -> Promise {
        self.run(async |client| {
            let token = client.refresh_token().await?;
            Ok(token.map_or(JsValue::NULL, |token| token.expose().into()))
        })
    }

    /// An access token for a resource, an organization, both, or neither (the UserInfo endpoint): the stored one or, if it
    /// has expired or `forceRefresh` is `true`, a new one. Concurrent calls for one target share a promise.
    #[wasm_bindgen(js_name = getAccessToken, unchecked_return_type = "Promise<string>")]
    pub fn get_access_token(
        &self,
        resource: Option<String>,
        organization_id: Option<String>,
        force_refresh: Option<bool>,
    ) -> Promise {
        let target = Target { resource, organization_id };
        let is_forced = force_refresh.unwrap_or(false);
        let kind = if is_forced { "new token" } else { "token" };
        let (storage, key) = self.shared_key(&[kind, &target.key()]);
        let call = || {
            self.call(async move |client| {
                let token = if is_forced {
                    client.new_access_token(&target).await?
                } else {
                    client.access_token(&target).await?
                };
                Ok(token.expose().into())
            })
        };
        promises::join(storage, key, call)
    }

    /// The claims of the UserInfo endpoint.
    #[wasm_bindgen(js_name = fetchUserInfo, unchecked_return_type = "Promise<Record<string, unknown>>")]
    pub fn fetch_user_info(&self) -> Promise {
        self.run(async |client| parsed(&client.fetch_user_info().await?, Code::InvalidUserInfo))
    }

    /// The provider's metadata, its names in camel case.
    #[wasm_bindgen(js_name = getOidcConfig, unchecked_return_type = "Promise<Record<string, unknown>>")]
    pub fn get_oidc_config(&self) -> Promise {
        self.run(async |client| parsed(&client.metadata_text().await?, Code::InvalidDiscovery))
    }

    /// Removes the access tokens.
    #[wasm_bindgen(js_name = clearAccessToken, unchecked_return_type = "Promise<void>")]
    pub fn clear_access_token(&self) -> Promise {
        self.run(async |client| {
            client.clear_access_tokens().await?;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Removes all tokens. `refreshToken` is the refresh token of a session whose stored values were already removed; a
    /// session that has started since then is kept.
    #[wasm_bindgen(js_name = clearAllTokens, unchecked_return_type = "Promise<void>")]
    pub fn clear_all_tokens(&self, refresh_token: Option<String>) -> Promise {
        self.run(async move |client| {
            match refresh_token {
                Some(token) => client.clear_removed_tokens(&RefreshToken::new(token)).await?,
                None => client.clear_tokens().await?,
            }
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Ends the session in this browser and at the provider.
    #[wasm_bindgen(js_name = signOut, unchecked_return_type = "Promise<void>")]
    pub fn sign_out(&self, post_logout_redirect_uri: Option<String>) -> Promise {
        self.run(async move |client| {
            client.sign_out(post_logout_redirect_uri.as_deref()).await?;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Verifies an ID token from any source. Rejects with what is wrong with it.
    #[wasm_bindgen(js_name = verifyIdToken, unchecked_return_type = "Promise<void>")]
    pub fn verify_id_token(&self, token: String) -> Promise {
        self.run(async move |client| {
            client.verify_id_token(&RawIdToken::new(token)).await?;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// The `appState` of the last sign-in in this tab; `undefined` when it had none.
    #[wasm_bindgen(js_name = getAppState, unchecked_return_type = "Promise<unknown>")]
    pub fn get_app_state(&self) -> Promise {
        self.run(async |client| {
            let text = client.app_state().await?;
            Ok(text.and_then(|text| JSON::parse(&text).ok()).unwrap_or_default())
        })
    }

    /// Fetches metadata and keys before they are needed.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn preload(&self) -> Promise {
        self.run(async |client| {
            client.preload().await?;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// `{ claims, endsIn }`: the claims of the signed-in visitor, and in how many seconds the session ends. Both are
    /// `undefined` when no visitor is signed in; `endsIn` is `undefined` when the session can be renewed.
    #[wasm_bindgen(js_name = getState, unchecked_return_type = "Promise<{ claims?: Record<string, unknown>; endsIn?: number }>")]
    pub fn get_state(&self) -> Promise {
        self.run(async |client| {
            let state = client.state().await?;
            let claims = state.claims.and_then(|claims| JSON::parse(&claims).ok());
            let object = Object::new();
            // Cannot fail on a new object.
            let _ = Reflect::set(&object, &"claims".into(), &claims.unwrap_or_default());
            let _ = Reflect::set(&object, &"endsIn".into(), &state.ends_in.into());
            Ok(object.into())
        })
    }
}

/// The S256 code challenge of a verifier (RFC 7636 §4.2).
#[wasm_bindgen(js_name = codeChallenge)]
pub fn code_challenge(verifier: String) -> String {
    pkce::code_challenge(&CodeVerifier::new(verifier))
}
