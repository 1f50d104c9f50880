//! The storage layout: that of `@logto/browser`, so that switching keeps everybody signed in.
//!
//! | where | key | value |
//! |---|---|---|
//! | local | `logto:<appId>:idToken` | the raw ID token |
//! | local | `logto:<appId>:refreshToken` | the refresh token |
//! | local | `logto:<appId>:accessToken` | JSON map of [`Target::key`](crate::protocol::token::Target::key) to [`StoredAccessToken`] |
//! | local | `logto:<appId>:clockOffset` | how many seconds the device is behind the provider; only where its clock is wrong |
//! | local | `logto:<appId>:signInSessions` | JSON map of `state` to copies of [`SignInSession`] |
//! | session | `logto:<appId>:signInSession` | JSON of [`SignInSession`] |
//! | session | `logto:<appId>:appState` | what the site wanted to know again after the sign-in, as JSON |
//! | session | `logto_cache:<appId>:openidConfiguration`, `…:jwks` | [`Cached`] metadata and keys |
//!
//! A value that cannot be read counts as absent. (A site's own storage may fail to answer; that is an
//! error, since what it holds is not known.)

mod sign_in;
mod tokens;

pub use sign_in::SignInSession;
pub use tokens::{Keep, StoredAccessToken, Tokens};

use super::Call;
use crate::{
    platform::{Area, Key, Platform},
    protocol::{Error, Text},
};

/// What of the provider's is kept for the tab.
#[derive(Debug, Clone, Copy)]
pub enum Cached {
    /// Its metadata.
    Metadata,
    /// Its JWK Set.
    Keys,
}

const METADATA: &str = "openidConfiguration";
const KEYS: &str = "jwks";

/// Reads and writes the values of one application.
pub struct Store<'c, 'a, P: Platform> {
    call: &'c Call<'a, P>,
}

impl<'c, 'a, P: Platform> Store<'c, 'a, P> {
    /// The values of the application that this call is for.
    #[must_use]
    pub fn new(call: &'c Call<'a, P>) -> Self {
        Store { call }
    }

    /// Removes every value of this application.
    ///
    /// # Errors
    /// Those of a site's own storage; so for everything here that reads or removes.
    pub fn clear(&self) -> Result<(), Error> {
        self.clear_tokens()?;
        self.remove_sign_ins()?;
        self.forget();
        Ok(())
    }

    /// The kept copy of something of the provider's. It is only a copy: where it cannot be read, it
    /// is fetched again.
    pub fn cached(&self, what: Cached) -> Option<Text> {
        self.call.get(self.cache_key(what)).ok()?
    }

    /// Keeps a copy, where that can be done.
    pub fn cache(&self, what: Cached, text: &str) {
        let _ = self.call.put(self.cache_key(what), Some(text));
    }

    /// Drops the kept copies, where that can be done.
    pub fn forget(&self) {
        for what in [Cached::Metadata, Cached::Keys] {
            let _ = self.call.put(self.cache_key(what), None);
        }
    }

    fn local(&self, name: &'static str) -> Result<Option<Text>, Error> {
        self.get(Area::Local, name)
    }

    /// An empty value counts as absent, as in `@logto/browser`.
    fn get(&self, area: Area, name: &'static str) -> Result<Option<Text>, Error> {
        let value = self.call.get(self.key(area, name))?;
        Ok(value.filter(|value| !value.is_empty()))
    }

    fn remove(&self, area: Area, name: &'static str) -> Result<(), Error> {
        self.call.put(self.key(area, name), None)
    }

    fn key(&self, area: Area, name: &'static str) -> Key<'a> {
        Key { area, app_id: self.call.session.config.app_id(), name }
    }

    fn cache_key(&self, what: Cached) -> Key<'a> {
        let name = match what {
            Cached::Metadata => METADATA,
            Cached::Keys => KEYS,
        };
        self.key(Area::Cache, name)
    }
}
