//! Strings that must never show in a log, a message or a `Debug` output.

use std::fmt;

use super::json::{FromJson, Value};

macro_rules! secrets {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(String);

        impl $name {
            /// Wraps the raw text.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                $name(text.into())
            }

            /// The raw text, for the one place that sends or stores it.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl FromJson for $name {
            fn from_json(value: &Value) -> Option<Self> {
                String::from_json(value).map($name)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }
    )*};
}

secrets! {
    /// An access token (RFC 6749 §1.4): opaque, or a JWT (RFC 9068).
    AccessToken
    /// An authorization code (RFC 6749 §1.3.1).
    AuthorizationCode
    /// A PKCE code verifier (RFC 7636 §4.1).
    CodeVerifier
    /// A refresh token (RFC 6749 §1.5).
    RefreshToken
    /// The claims of an ID token, as JSON text: with its header and signature they are the token.
    Payload
    /// An ID token as it came, not yet verified (OIDC Core §2).
    RawIdToken
    /// The JSON of an answer that has no known shape: it may repeat the request.
    UnknownBody
}
