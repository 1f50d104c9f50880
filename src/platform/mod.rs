//! What a session needs of the world around it, and the browser's way of giving it.

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) mod native;

use crate::protocol::{
    Error,
    http::{Request, Response},
    jwk::{Algorithm, Jwk, Signatures},
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
    /// For this tab, and only a copy of what can be had again: `sessionStorage`, too.
    Cache,
}

/// A stored value: where, whose, and which.
#[derive(Debug, Clone, Copy)]
pub struct Key<'a> {
    /// Where it is kept.
    pub area: Area,
    /// The application that it belongs to.
    pub app_id: &'a str,
    /// What it is called within the application.
    pub name: &'static str,
}

impl Key<'_> {
    /// Its name in the browser's storage, where all applications meet.
    #[must_use]
    pub fn text(&self) -> String {
        let prefix = if self.area == Area::Cache { "logto_cache:" } else { "logto:" };
        [prefix, self.app_id, ":", self.name].concat()
    }
}

/// Why the page is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Navigation {
    /// For the provider's sign-in page, which leads back to this redirect URI.
    SignIn(String),
    /// For the provider's end-session endpoint, which leads to this post-logout redirect URI.
    SignOut(Option<String>),
    /// For the page that the sign-in was for.
    PostSignIn,
}

/// A value of the authorization request that a site may make its own way.
#[derive(Debug, Clone)]
pub enum Generated {
    /// The `state`.
    State,
    /// The PKCE code verifier.
    CodeVerifier,
    /// The code challenge of this verifier.
    CodeChallenge(String),
}

/// The world around a session: clock, randomness, network, storage, navigation, and what tabs share: one
/// lock and one record.
///
/// Generic code calls this and nothing else, so that tests can replay it on a simulated world. What
/// a site may replace by its own is asynchronous and may fail in the site's own way
/// ([`crate::protocol::Failure::Site`]); the browser's own storage answers at once.
pub trait Platform: Syntax {
    /// Held as long as it lives.
    type Lock;

    /// The device's time, in seconds since 1970.
    fn now(&self) -> f64;

    /// Unpredictable bytes.
    fn random(&self) -> [u8; RANDOM_BYTES];

    /// The site's own value; `None` when it leaves that to us.
    fn generated(&self, what: Generated) -> impl Future<Output = Result<Option<String>, Error>>;

    /// See [`crate::protocol::jwk::Verifier::verify`].
    fn verify(
        &self,
        algorithm: Algorithm,
        key: &Jwk,
        message: &[u8],
        signature: &[u8],
    ) -> impl Future<Output = Result<bool, Error>>;

    /// See [`crate::protocol::jwk::Verifier::digest`].
    fn digest(
        &self,
        algorithm: Algorithm,
        message: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, Error>>;

    /// See [`crate::protocol::jwk::Verifier::signatures`].
    fn signatures(&self) -> Signatures;

    /// See [`crate::protocol::jwk::Verifier::verify_by_site`].
    fn verify_by_site(&self, token: &str) -> impl Future<Output = Result<(), Error>>;

    /// Sends a request. An error status is an answer too.
    ///
    /// # Errors
    /// [`crate::protocol::Failure::NoAnswer`].
    fn fetch(&self, request: Request) -> impl Future<Output = Result<Response, Error>>;

    /// Reads a stored value; `None` also where storage is blocked.
    fn get(&self, key: Key<'_>) -> impl Future<Output = Result<Option<String>, Error>>;

    /// Stores a value.
    ///
    /// # Errors
    /// [`crate::protocol::Code::StorageUnavailable`] when storage is full or blocked.
    fn set(&self, key: Key<'_>, value: &str) -> impl Future<Output = Result<(), Error>>;

    /// Removes a stored value.
    fn remove(&self, key: Key<'_>) -> impl Future<Output = Result<(), Error>>;

    /// Leaves for another page.
    ///
    /// # Errors
    /// [`crate::protocol::Code::NoBrowser`] where there is nothing to navigate.
    fn navigate(&self, url: &str, purpose: Navigation) -> impl Future<Output = Result<(), Error>>;

    /// Shows `url` as the address of the page, without loading it, where the page is at `callback_uri` (whatever
    /// the fragment, which stays). Code and state have no business in bookmarks, histories and `Referer`
    /// headers (RFC 9700 §4.2 and §4.3).
    fn show_instead(&self, callback_uri: &str, url: &str);

    /// Is storage one that all tabs share, and that may be late to tell them ([`Platform::swap`])? A site's
    /// own storage, and one for this tab alone, are not.
    fn is_shared(&self) -> bool;

    /// Does storage take any key? A site's own may know those of `@logto/browser` alone.
    fn takes_any_key(&self) -> bool;

    /// Stores values, or removes those without one: all of them, or none. Where the browser's storage does not
    /// take them, the page keeps all of them for as long as it lives, and as long as nobody else stores others.
    ///
    /// # Errors
    /// [`crate::protocol::Code::StorageUnavailable`]; then everything is as it was.
    fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> impl Future<Output = Result<(), Error>>;

    /// Waits for the lock of this name, which one caller among all tabs of the origin can hold.
    ///
    /// # Errors
    /// [`crate::protocol::Code::RenewalTimedOut`] when others hold it for too long.
    fn lock(&self, name: &str) -> impl Future<Output = Result<Self::Lock, Error>>;

    /// Replaces the record of an application, if it is `before`: what it is after that. All tabs see its
    /// changes in the same order, whenever they look. Nothing where there can be no such record.
    fn swap(
        &self,
        app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> impl Future<Output = Option<Option<String>>>;
}

/// Puts values into a storage that answers at once, one after the other, and back what was there when one of
/// them does not fit: whether all of them did. Backwards, since each step then leaves what has fitted before.
pub fn put_or_undo(
    values: &[(Key<'_>, Option<&str>)],
    get: impl Fn(&str) -> Option<String>,
    put: impl Fn(&str, Option<&str>) -> bool,
) -> bool {
    let mut done: Vec<(String, Option<String>)> = Vec::new();
    for (key, value) in values {
        let key = key.text();
        let before = get(&key);
        if before.as_deref() == *value {
            continue;
        }
        if !put(&key, *value) {
            for (key, before) in done.iter().rev() {
                put(key, before.as_deref());
            }
            return false;
        }
        done.push((key, before));
    }
    true
}

/// The same for a storage that takes its time: a [`Platform::write`] by means of the other methods.
///
/// # Errors
/// The first one.
pub async fn write_in_turn(
    platform: &impl Platform,
    values: &[(Key<'_>, Option<&str>)],
) -> Result<(), Error> {
    let mut done = Vec::new();
    for &(key, value) in values {
        let before = platform.get(key).await?;
        if before.as_deref() == value {
            continue;
        }
        let result = write_one(platform, key, value).await;
        done.push((key, before));
        if result.is_err() {
            for (key, before) in done.iter().rev() {
                // As far as it goes: the first error is the one to tell.
                let _ = write_one(platform, *key, before.as_deref()).await;
            }
            return result;
        }
    }
    Ok(())
}

async fn write_one(
    platform: &impl Platform,
    key: Key<'_>,
    value: Option<&str>,
) -> Result<(), Error> {
    match value {
        Some(value) => platform.set(key, value).await,
        None => platform.remove(key).await,
    }
}
