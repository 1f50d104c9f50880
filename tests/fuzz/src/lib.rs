//! The fuzz targets, and what they share: a page as a browser's, and a world whose storage is the input.
//!
//! Input is text, so that seeds can be read and written by hand: where it has several parts, a line each.

pub use logto_wasm::protocol;

pub mod json;
pub mod observed;
pub mod page;
pub mod platform;
pub mod targets;
pub mod world;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::FutureExt;
use protocol::http::Response;

/// What a future comes to that has nobody to wait for: one that is not done at once never is.
pub fn at_once<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("nobody to wait for")
}

/// `bytes` in base64url.
#[must_use]
pub fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// An answer as text: its status, a line break or space, its body.
#[must_use]
pub fn answer(text: &str) -> Response {
    let (status, body) = text.split_once(['\n', ' ']).unwrap_or((text, ""));
    let (status, body) = (status.parse().unwrap_or(200), body.to_owned());
    Response { status, body, retry_after: None, cause: None }
}

/// Does TLS, or the machine itself, protect what is sent there? Not by the crate's own rules: it is
/// they who are on trial.
#[must_use]
pub fn is_protected(endpoint: &str) -> bool {
    let Ok(url) = url::Url::parse(endpoint) else { return false };
    let is_here = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let is_bare = url.username().is_empty() && url.password().is_none();
    is_bare && (url.scheme() == "https" || (url.scheme() == "http" && is_here))
}
