//! What a session needs of the world around it, and the browser's way of giving it.

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) mod native;

use crate::protocol::{
    Error,
    http::{NoAnswer, Request, Response},
    jwk::Verifier,
    pkce::RANDOM_BYTES,
    syntax::Syntax,
};

/// Where a value is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// For this origin, shared by its tabs: `localStorage`.
    Local,
    /// For this tab: `sessionStorage`.
    Session,
}

/// The world around a session: clock, randomness, network, storage, navigation, and one lock.
///
/// Generic code calls this and nothing else, so that tests can replay it on a simulated world.
pub trait Platform: Syntax + Verifier {
    /// Held as long as it lives.
    type Lock;

    /// The device's time, in seconds since 1970.
    fn now(&self) -> f64;

    /// Unpredictable bytes.
    fn random(&self) -> [u8; RANDOM_BYTES];

    /// Sends a request. An error status is an answer too.
    fn fetch(&self, request: Request) -> impl Future<Output = Result<Response, NoAnswer>>;

    /// Reads a stored value; `None` also where storage is blocked.
    fn get(&self, area: Area, key: &str) -> Option<String>;

    /// Stores a value.
    ///
    /// # Errors
    /// [`crate::protocol::Code::StorageUnavailable`] when storage is full or blocked.
    fn set(&self, area: Area, key: &str, value: &str) -> Result<(), Error>;

    /// Removes a stored value.
    fn remove(&self, area: Area, key: &str);

    /// Leaves for another page.
    ///
    /// # Errors
    /// [`crate::protocol::Code::NoBrowser`] where there is nothing to navigate.
    fn navigate(&self, url: &str) -> Result<(), Error>;

    /// Waits for the lock of this name, which one caller among all tabs of the origin can hold.
    fn lock(&self, name: &str) -> impl Future<Output = Self::Lock>;
}
