//! What a session needs of the world around it, and the browser's way of giving it.

#[cfg(not(target_arch = "wasm32"))]
pub mod asynchronous;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) mod native;

use std::{cell::Cell, rc::Rc};

use crate::protocol::{
    Error, Text,
    http::{Request, Response},
    jwk::{Algorithm, Signatures, Signed},
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
    SignIn(Text),
    /// For the provider's end-session endpoint, which leads to this post-logout redirect URI.
    SignOut(Option<Text>),
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
    CodeChallenge(Text),
}

/// What is asked of the world, and may take its time.
#[derive(Debug, Clone, Copy)]
pub enum Question<'a> {
    /// A stored value: a text, or none; none also where storage is blocked.
    Get(Key<'a>),
    /// Store a value, or remove it. [`crate::protocol::Code::StorageUnavailable`] when storage is full or
    /// blocked.
    Put(Key<'a>, Option<&'a str>),
    /// Store values, or remove those without one: all of them, or none. Where the browser's storage does not
    /// take them, the page keeps all of them for as long as it lives, and as long as nobody else stores
    /// others. [`crate::protocol::Code::StorageUnavailable`]: everything is as it was.
    Write(&'a [(Key<'a>, Option<&'a str>)]),
    /// The site's own value; no text when it leaves that to us.
    Generate(&'a Generated),
    /// Send a request: a response, whatever its status. [`crate::protocol::Failure::NoAnswer`].
    Fetch(&'a Request),
    /// Leave for another page. [`crate::protocol::Code::NoBrowser`] where there is nothing to navigate.
    Navigate(&'a str, &'a Navigation),
    /// The lock of this name, which one caller among all tabs of the origin can hold, or among the calls in
    /// this page. [`crate::protocol::Code::RenewalTimedOut`] when others hold it for too long.
    Lock {
        /// What it is called.
        name: &'a str,
        /// For calls in this page alone.
        in_page: bool,
    },
    /// Replace the record of an application, if it is `before`: what it is after that. All tabs see its
    /// changes in the same order, whenever they look. [`Answer::Nothing`] where there can be no such record.
    Swap {
        /// The application.
        app_id: &'a str,
        /// What is expected.
        before: Option<&'a str>,
        /// What shall be there; nothing to look only.
        after: Option<&'a str>,
    },
    /// See [`crate::protocol::jwk::Verifier::verify`].
    Verify(&'a Signed<'a>),
    /// See [`crate::protocol::jwk::Verifier::half_hash`].
    HalfHash(Algorithm, &'a str),
    /// See [`crate::protocol::jwk::Verifier::verify_by_site`].
    VerifyBySite(&'a str),
}

/// What the world says to a [`Question`].
pub enum Answer<L> {
    /// It is done, or there is nothing.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A value, or none.
    Text(Option<Text>),
    /// Of the provider's.
    Response(Response),
    /// Held until it is taken out, or nobody has it any more.
    Lock(Rc<Cell<Option<L>>>),
}

/// By hand: a lock need not be one that can be copied.
impl<L> Clone for Answer<L> {
    fn clone(&self) -> Self {
        match self {
            Answer::Nothing => Answer::Nothing,
            Answer::Flag(flag) => Answer::Flag(*flag),
            Answer::Text(text) => Answer::Text(text.clone()),
            Answer::Response(response) => Answer::Response(response.clone()),
            Answer::Lock(lock) => Answer::Lock(lock.clone()),
        }
    }
}

/// An answer, or why there is none.
pub type Outcome<L> = Result<Answer<L>, Error>;

/// An answer that is there already, or what it will come from.
pub enum Asked<P: Platform> {
    /// It is there.
    Now(Outcome<P::Lock>),
    /// It will be.
    Later(P::Later),
}

/// The world around a session: clock, randomness, network, storage, navigation, and what tabs share: one
/// lock and one record.
///
/// Generic code calls this and nothing else, so that tests can replay it on a simulated world. What
/// a site may replace by its own takes its time and may fail in the site's own way
/// ([`crate::protocol::Failure::Site`]); the browser's own storage answers at once.
pub trait Platform: Syntax + Sized {
    /// What an answer will come from.
    type Later;

    /// Held as long as it lives.
    type Lock;

    /// Asks; what is to be done by it is begun.
    fn ask(self: &Rc<Self>, question: Question<'_>) -> Asked<Self>;

    /// The device's time, in seconds since 1970.
    fn now(&self) -> f64;

    /// Unpredictable bytes.
    fn random(&self) -> [u8; RANDOM_BYTES];

    /// See [`crate::protocol::jwk::Verifier::signatures`].
    fn signatures(&self) -> Signatures;

    /// Shows `url` as the address of the page, without loading it, where the page is at `callback_uri` (whatever
    /// the fragment, which stays). Code and state have no business in bookmarks, histories and `Referer`
    /// headers (RFC 9700 §4.2 and §4.3).
    fn show_instead(&self, callback_uri: &str, url: &str);

    /// Is storage one that all tabs share, and that may be late to tell them ([`Question::Swap`])? A site's
    /// own storage, and one for this tab alone, are not.
    fn is_shared(&self) -> bool;

    /// Does storage take any key? A site's own may know those of `@logto/browser` alone.
    fn takes_any_key(&self) -> bool;
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
