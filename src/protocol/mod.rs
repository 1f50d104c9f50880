//! OpenID Connect without I/O: no network, no clock, no randomness, no storage.
//!
//! Every exchange is a pair: a function that makes the [`http::Request`] and one that reads the
//! [`http::Response`]. Time, random bytes and parsed URLs come in as arguments, so each rule can be
//! tested with the vectors of its specification.
//!
//! | module | what | specification |
//! |---|---|---|
//! | [`config`] | the client's configuration, checked and normalised | |
//! | [`discovery`] | provider metadata | OpenID Connect Discovery 1.0 §4 |
//! | [`pkce`] | code verifier and challenge, `state`, `nonce` | RFC 7636 |
//! | [`authorization`] | the authorization request | OIDC Core §3.1.2.1, RFC 8707 |
//! | [`callback`] | the authorization response | OIDC Core §3.1.2.5, RFC 9207 |
//! | [`token`] | code and refresh grants at the token endpoint | OIDC Core §3.1.3, §12 |
//! | [`jws`], [`jwk`] | the parts of a signed token; the keys that verify it | RFC 7515, RFC 7517 |
//! | [`id_token`] | the checks that make a raw ID token a verified one | OIDC Core §3.1.3.7 |
//! | [`user_info`] | the UserInfo request and its answer | OIDC Core §5.3 |
//! | [`sign_out`] | revocation and the end-session URL | RFC 7009, OIDC RP-Initiated Logout |
//! | [`error`] | every error the SDK reports, in one table, of which `docs/errors.md` is made | |
//!
//! [`http`], [`url`], [`json`], [`syntax`] and [`secret`] are the plain values the others are made of;
//! [`limits`] holds every limit and default.

pub mod authorization;
pub mod callback;
pub mod config;
pub mod discovery;
pub mod error;
pub mod http;
pub mod id_token;
pub mod json;
pub mod jwk;
pub mod jws;
pub mod limits;
pub mod pkce;
pub mod secret;
pub mod sign_out;
pub mod syntax;
pub mod token;
pub mod url;
pub mod user_info;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use error::{Code, Error, Failure, Remark};
