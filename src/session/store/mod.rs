//! The storage layout. It is that of `@logto/browser`, so switching between the SDKs keeps visitors signed in.
//!
//! | where | key | value |
//! |---|---|---|
//! | local | `logto:<appId>:idToken` | the raw ID token |
//! | local | `logto:<appId>:refreshToken` | the refresh token |
//! | local | `logto:<appId>:accessToken` | JSON map of [`Target::key`](crate::protocol::token::Target::key) to [`StoredAccessToken`] |
//! | local | `logto:<appId>:clockOffset` | how many seconds the device's clock is behind the provider's; only where it is wrong |
//! | local | `logto:<appId>:signInSessions` | JSON map of `state` to copies of [`SignInSession`] |
//! | session | `logto:<appId>:signInSession` | JSON of [`SignInSession`] |
//! | session | `logto:<appId>:appState` | the `appState` of the last sign-in, as JSON |
//! | session | `logto_cache:<appId>:openidConfiguration`, `…:jwks` | [`Cached`] metadata and keys |
//!
//! A value that cannot be read counts as absent. A site's own storage that fails is an error, because its values
//! are unknown.

mod sign_in;
mod tokens;

pub use sign_in::SignInSession;
pub use tokens::{Keep, StoredAccessToken, Tokens};

use crate::{
    platform::{Area, Key, Platform},
    protocol::{Error, config::Config},
};

/// A document of the provider that is cached for the tab.
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
    config: &'a Config,
}

impl<'a, P: Platform> Store<'a, P> {
    /// The values of the application that `config` names.
    #[must_use]
    pub fn new(platform: &'a P, config: &'a Config) -> Self {
        Store { platform, config }
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

    /// The cached copy of a document; `None` also where the copy cannot be read.
    pub async fn cached(&self, what: Cached) -> Option<String> {
        self.platform.get(self.cache_key(what)).await.ok()?
    }

    /// Caches a document. A failure is ignored: the document can be fetched again.
    pub async fn cache(&self, what: Cached, text: &str) {
        let _ = self.platform.set(self.cache_key(what), text).await;
    }

    /// Removes the cached copies. A failure is ignored.
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
        Key { area, app_id: self.config.app_id(), name }
    }

    fn cache_key(&self, what: Cached) -> Key<'a> {
        let name = match what {
            Cached::Metadata => METADATA,
            Cached::Keys => KEYS,
        };
        self.key(Area::Cache, name)
    }
}
