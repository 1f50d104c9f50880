//! What the SDK promises its users, on any [`Platform`]: sign in, handle the callback, keep the
//! tokens fresh, sign out.
//!
//! Storage is the session; nothing of it is kept in memory, so that every tab sees the same one.
//!
//! | module | what |
//! |---|---|
//! | [`sign_in`] | to the provider and back: the authorization request, the callback |
//! | [`access`] | access tokens, renewed when they have expired; user information |
//! | [`sign_out`] | the end of the session, here and at the provider |
//! | [`provider`] | the provider's metadata and keys, and what is verified by them |
//! | [`store`] | the storage layout |

pub mod access;
pub mod provider;
pub mod sign_in;
pub mod sign_out;
pub mod store;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use futures_util::lock::Mutex;

use crate::{
    platform::Platform,
    protocol::{
        Code, Error,
        config::{Config, ConfigInput},
        jws,
        secret::{RawIdToken, RefreshToken},
    },
};
use provider::Known;
use store::Store;

/// One client of one application.
pub struct Session<P> {
    config: Config,
    platform: P,
    /// What is known of the provider.
    known: Known,
    /// One discovery at a time: whoever comes second finds the answer of the first.
    discovering: Mutex<()>,
    /// One refresh at a time in this page: every refresh spends the same refresh token.
    refreshing: Mutex<()>,
}

impl<P: Platform> Session<P> {
    /// A session of the application that `config` names. Sends nothing.
    ///
    /// # Errors
    /// [`Code::InvalidConfig`].
    pub fn new(config: ConfigInput, platform: P) -> Result<Self, Error> {
        Ok(Session {
            config: Config::new(config, &platform)?,
            platform,
            known: Known::default(),
            discovering: Mutex::new(()),
            refreshing: Mutex::new(()),
        })
    }

    /// The configuration, checked and completed.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The world that this session is in.
    #[must_use]
    pub fn platform(&self) -> &P {
        &self.platform
    }

    /// The stored ID token, as it came.
    ///
    /// # Errors
    /// Those of a site's own storage; so for everything that reads the session.
    pub async fn id_token(&self) -> Result<Option<RawIdToken>, Error> {
        self.store().id_token().await
    }

    /// The stored refresh token.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn refresh_token(&self) -> Result<Option<RefreshToken>, Error> {
        self.store().refresh_token().await
    }

    /// Is somebody signed in?
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn is_authenticated(&self) -> Result<bool, Error> {
        Ok(self.id_token().await?.is_some())
    }

    /// The claims of the stored ID token, as JSON text.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`]; [`Code::InvalidIdToken`].
    pub async fn id_token_claims(&self) -> Result<String, Error> {
        let not_authenticated = Error::Because(Code::NotAuthenticated, "ID token not found");
        jws::payload(self.id_token().await?.ok_or(not_authenticated)?.expose())
    }

    fn store(&self) -> Store<'_, P> {
        Store::new(&self.platform, self.config.app_id())
    }
}
