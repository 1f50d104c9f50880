//! What a session needs from its environment, and how a browser provides it.

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) mod native;

use crate::protocol::{
    Error,
    http::{Request, Response},
    jwk::Verifier,
    pkce::RANDOM_BYTES,
    syntax::Syntax,
};

/// Where a value is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// For this origin, shared by its tabs: `localStorage`.
    Local,
    /// For this tab: `sessionStorage`.
    Session,
    /// For this tab, and only a copy of what can be fetched again: `sessionStorage`, too.
    Cache,
}

/// The key of a stored value.
#[derive(Debug, Clone, Copy)]
pub struct Key<'a> {
    /// Where the value is stored.
    pub area: Area,
    /// The application that the value belongs to.
    pub app_id: &'a str,
    /// The name of the value within the application.
    pub name: &'static str,
}

impl Key<'_> {
    /// The key in the browser's storage, which all applications of an origin share.
    #[must_use]
    pub fn text(&self) -> String {
        let prefix = if self.area == Area::Cache { "logto_cache:" } else { "logto:" };
        [prefix, self.app_id, ":", self.name].concat()
    }
}

/// Why the page is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Navigation<'a> {
    /// For the provider's sign-in page, which sends the visitor back to this redirect URI.
    SignIn(&'a str),
    /// For the provider's end-session endpoint, which sends the visitor to this post-logout redirect URI.
    SignOut(Option<&'a str>),
    /// For the page that the visitor wanted before signing in.
    PostSignIn,
}

/// A value of the authorization request that a site may generate in its own way.
#[derive(Debug, Clone, Copy)]
pub enum Generated<'a> {
    /// The `state`.
    State,
    /// The PKCE code verifier.
    CodeVerifier,
    /// The code challenge of this verifier.
    CodeChallenge(&'a str),
}

/// The environment of a session: clock, randomness, network, storage, navigation, and what the tabs of an origin
/// share (a lock and a record).
///
/// `session` calls this trait and nothing else, so tests run it on a simulated environment. A site may replace
/// most parts by its own code, which is asynchronous and may fail with its own errors
/// ([`crate::protocol::Failure::Site`]). The futures of the browser's own storage are never pending.
pub trait Platform: Syntax + Verifier {
    /// A lock among all tabs of the origin: held until it is dropped.
    type TabLock;

    /// A lock among the calls in this page: held until it is dropped.
    type PageLock;

    /// The device's time, in seconds since 1970.
    fn now(&self) -> f64;

    /// Unpredictable bytes.
    fn random(&self) -> [u8; RANDOM_BYTES];

    /// The site's own value; `None` when the site leaves the value to the SDK.
    ///
    /// # Errors
    /// [`crate::protocol::Code::InvalidConfig`] when the site's code returns anything but text.
    fn generate(&self, what: Generated<'_>) -> impl Future<Output = Result<Option<String>, Error>>;

    /// Sends a request. An error status is a response, too.
    ///
    /// # Errors
    /// [`crate::protocol::Failure::NoAnswer`].
    fn fetch(&self, request: Request) -> impl Future<Output = Result<Response, Error>>;

    /// Reads a stored value; `None` also where storage is blocked.
    ///
    /// # Errors
    /// Those of a site's own storage.
    fn get(&self, key: Key<'_>) -> impl Future<Output = Result<Option<String>, Error>>;

    /// Stores a value.
    ///
    /// # Errors
    /// [`crate::protocol::Code::StorageUnavailable`] when storage is full or blocked.
    fn set(&self, key: Key<'_>, value: &str) -> impl Future<Output = Result<(), Error>>;

    /// Removes a stored value.
    ///
    /// # Errors
    /// Those of a site's own storage.
    fn remove(&self, key: Key<'_>) -> impl Future<Output = Result<(), Error>>;

    /// Stores values, or removes those without one: all of them, or none. Where the browser's storage refuses
    /// them, the page keeps all of them in memory instead, until it is left or another tab stores newer values.
    ///
    /// # Errors
    /// [`crate::protocol::Code::StorageUnavailable`]; then nothing has changed.
    fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> impl Future<Output = Result<(), Error>>;

    /// Leaves for another page.
    ///
    /// # Errors
    /// [`crate::protocol::Code::NoBrowser`] where there is no page.
    fn navigate(
        &self,
        url: &str,
        purpose: Navigation<'_>,
    ) -> impl Future<Output = Result<(), Error>>;

    /// Shows `url` in the address bar without loading it, if the page is still at `callback_uri`. The fragment
    /// stays. Code and state must not remain in bookmarks, histories and `Referer` headers (RFC 9700 §4.2, §4.3).
    fn replace_address(&self, callback_uri: &str, url: &str);

    /// Is storage shared by all tabs, and possibly late to show their changes ([`Platform::swap_record`])? A
    /// site's own storage, and storage for one tab, are not.
    fn is_shared(&self) -> bool;

    /// Does storage take any key? A site's own storage may know those of `@logto/browser` only.
    fn takes_any_key(&self) -> bool;

    /// Waits for the lock of this name among all tabs of the origin.
    ///
    /// # Errors
    /// [`crate::protocol::Code::RenewalTimedOut`] when other tabs hold it for too long.
    fn tab_lock(&self, name: &str) -> impl Future<Output = Result<Self::TabLock, Error>>;

    /// Waits for the lock of this name among the calls in this page. The future of a free lock is not pending.
    ///
    /// # Errors
    /// [`crate::protocol::Code::RenewalTimedOut`] when other calls hold it for too long.
    fn page_lock(&self, name: &str) -> impl Future<Output = Result<Self::PageLock, Error>>;

    /// Compares the record of an application with `before` and, if they are equal, replaces it by `after`
    /// (`None`: only read it). Returns the record as it is then. All tabs see the changes in one order. `None`
    /// where there can be no record.
    fn swap_record(
        &self,
        app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> impl Future<Output = Option<Option<String>>>;
}

/// Writes values to a synchronous storage, one after the other. If one of them is refused, restores the previous
/// values in reverse order, so that each step needs no more room than there was, and returns `false`.
pub fn write_or_restore(
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

/// A [`Platform::write`] by means of [`Platform::get`], [`Platform::set`] and [`Platform::remove`], for a storage
/// that has no transactions: if a value is refused, restores the previous values in reverse order.
///
/// # Errors
/// The first error of the storage.
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
        let result = put(platform, key, value).await;
        done.push((key, before));
        if result.is_err() {
            for (key, before) in done.iter().rev() {
                // A second error is not reported: the first one says what is wrong.
                let _ = put(platform, *key, before.as_deref()).await;
            }
            return result;
        }
    }
    Ok(())
}

async fn put(platform: &impl Platform, key: Key<'_>, value: Option<&str>) -> Result<(), Error> {
    match value {
        Some(value) => platform.set(key, value).await,
        None => platform.remove(key).await,
    }
}
