//! What the SDK promises its users, on any [`Platform`]: sign in, handle the callback, keep the tokens fresh, sign
//! out.
//!
//! Storage is the session. Nothing of it is kept in memory, so every tab sees the same session.
//!
//! | module | contents |
//! |---|---|
//! | [`sign_in`] | the authorization request and its callback |
//! | [`access`] | access tokens, renewed when they have expired; user information |
//! | [`sign_out`] | the end of the session, here and at the provider |
//! | [`handover`] | how the tabs of a browser share one session |
//! | [`state`] | who is signed in, and the provider's time |
//! | [`provider`] | the provider's metadata and keys, and the verification with them |
//! | [`store`] | the storage layout |

pub mod access;
pub mod handover;
pub mod provider;
pub mod sign_in;
pub mod sign_out;
pub mod state;
pub mod store;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use std::cell::Cell;

use crate::{
    platform::Platform,
    protocol::{
        Code, Error,
        config::{Config, ConfigInput},
        http::{Request, Response},
        id_token::StoredIdToken,
        limits::LONGEST_PAUSE,
        secret::RefreshToken,
    },
};
use provider::Documents;
use store::Store;

/// One client of one application.
pub struct Session<P> {
    config: Config,
    platform: P,
    documents: Documents,
    /// When the provider may be contacted again, in seconds since 1970.
    paused_until: Cell<f64>,
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
            documents: Documents::default(),
            paused_until: Cell::new(0.0),
        })
    }

    /// The configuration, checked and completed.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The environment of this session.
    #[must_use]
    pub fn platform(&self) -> &P {
        &self.platform
    }

    /// The stored ID token.
    ///
    /// # Errors
    /// Those of a site's own storage; the same for every method that reads the session.
    pub async fn id_token(&self) -> Result<Option<Box<StoredIdToken>>, Error> {
        self.store().id_token().await
    }

    /// The stored refresh token.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn refresh_token(&self) -> Result<Option<RefreshToken>, Error> {
        self.store().refresh_token().await
    }

    /// The `appState` of the last sign-in in this tab, as JSON text.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn app_state(&self) -> Result<Option<String>, Error> {
        self.store().app_state().await
    }

    /// Sends a request, unless the provider has asked for a pause (`Retry-After`).
    async fn send(&self, request: Request) -> Result<Response, Error> {
        self.check_pause(self.paused_until.get())?;
        let response = self.platform.fetch(request).await?;
        if let (429 | 503, Some(seconds)) = (response.status, response.retry_after) {
            self.paused_until.set(self.platform.now() + seconds.min(LONGEST_PAUSE));
        }
        Ok(response)
    }

    /// Fails during a pause until `until`.
    fn check_pause(&self, until: f64) -> Result<(), Error> {
        let now = self.platform.now();
        // Ignore a pause beyond the limit: the clock has changed.
        if until > now && until <= now + LONGEST_PAUSE {
            return Err(Code::RateLimited.into());
        }
        Ok(())
    }

    fn store(&self) -> Store<'_, P> {
        Store::new(&self.platform, &self.config)
    }
}
