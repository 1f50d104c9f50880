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

use crate::{
    platform::{Area, Key, Platform},
    protocol::Error,
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
pub struct Store<'a, P> {
    platform: &'a P,
    app_id: &'a str,
}

impl<'a, P: Platform> Store<'a, P> {
    /// The values of the application with this ID.
    pub fn new(platform: &'a P, app_id: &'a str) -> Self {
        Store { platform, app_id }
    }

    /// Removes every value of this application.
    ///
    /// # Errors
    /// Those of a site's own storage; so for everything here that reads or removes.
    pub async fn clear(&self) -> Result<(), Error> {
        self.clear_tokens().await?;
        self.remove_sign_ins().await?;
        self.forget().await;
        Ok(())
    }

    /// The kept copy of something of the provider's. It is only a copy: where it cannot be read, it
    /// is fetched again.
    pub async fn cached(&self, what: Cached) -> Option<String> {
        self.platform.get(self.cache_key(what)).await.ok()?
    }

    /// Keeps a copy, where that can be done.
    pub async fn cache(&self, what: Cached, text: &str) {
        let _ = self.platform.set(self.cache_key(what), text).await;
    }

    /// Drops the kept copies, where that can be done.
    pub async fn forget(&self) {
        for what in [Cached::Metadata, Cached::Keys] {
            let _ = self.platform.remove(self.cache_key(what)).await;
        }
    }

    async fn local(&self, name: &'static str) -> Result<Option<String>, Error> {
        self.get(Area::Local, name).await
    }

    /// An empty value counts as absent, as in `@logto/browser`.
    async fn get(&self, area: Area, name: &'static str) -> Result<Option<String>, Error> {
        let value = self.platform.get(self.key(area, name)).await?;
        Ok(value.filter(|value| !value.is_empty()))
    }

    async fn remove(&self, area: Area, name: &'static str) -> Result<(), Error> {
        self.platform.remove(self.key(area, name)).await
    }

    fn key(&self, area: Area, name: &'static str) -> Key<'a> {
        Key { area, app_id: self.app_id, name }
    }

    fn cache_key(&self, what: Cached) -> Key<'a> {
        let name = match what {
            Cached::Metadata => METADATA,
            Cached::Keys => KEYS,
        };
        self.key(Area::Cache, name)
    }
}
