//! The calls of a session as futures, each of which runs what [`Call`](super::Call) has under that name.

use std::rc::Rc;

use super::{Session, state::State};
use crate::{
    platform::{Outcome, Platform},
    protocol::{
        Error, Text,
        authorization::SignInOptions,
        discovery::Metadata,
        id_token::StoredIdToken,
        secret::{AccessToken, RawIdToken, RefreshToken},
        token::Target,
    },
};

macro_rules! calls {
    ($($name:ident($($argument:ident: $type:ty)?) -> $output:ty;)*) => {
        impl<P: Platform> Session<P>
        where
            P::Later: Future<Output = Outcome<P::Lock>> + Unpin,
        {$(
            #[doc = concat!("See [`Call::", stringify!($name), "`](super::Call::", stringify!($name), ").")]
            ///
            /// # Errors
            /// As there.
            pub async fn $name(&self $(, $argument: $type)?) -> Result<$output, Error> {
                self.run(|call| call.$name($($argument)?)).await
            }
        )*}
    };
}

calls! {
    sign_in(options: &SignInOptions) -> ();
    is_sign_in_redirected(url: &str) -> bool;
    handle_sign_in_callback(callback_uri: &str) -> ();
    state() -> State;
    is_authenticated() -> bool;
    id_token() -> Option<Box<StoredIdToken>>;
    id_token_claims() -> Text;
    refresh_token() -> Option<RefreshToken>;
    access_token(target: &Target) -> AccessToken;
    new_access_token(target: &Target) -> AccessToken;
    fetch_user_info() -> Text;
    metadata() -> Rc<Metadata>;
    metadata_text() -> Text;
    preload() -> ();
    app_state() -> Option<Text>;
    verify_id_token(token: &RawIdToken) -> ();
    clear_access_tokens() -> ();
    clear_tokens() -> ();
    sign_out(post_logout_redirect_uri: Option<&str>) -> ();
}
