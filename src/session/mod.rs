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
//! | [`handover`] | how the tabs of a browser share one session |
//! | [`state`] | who is signed in, and the time |
//! | [`provider`] | the provider's metadata and keys, and what is verified by them |
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

use futures_util::lock::Mutex;

use crate::{
    platform::Platform,
    protocol::{
        Error,
        config::{Config, ConfigInput},
        http::{Request, Response},
        id_token::StoredIdToken,
        secret::RefreshToken,
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
    /// When the provider may be asked again, in seconds since 1970.
    paused_until: Cell<f64>,
}

impl<P: Platform> Session<P> {
    /// A session of the application that `config` names. Sends nothing.
    ///
    /// # Errors
    /// [`crate::protocol::Code::InvalidConfig`].
    pub fn new(config: ConfigInput, platform: P) -> Result<Self, Error> {
        Ok(Session {
            config: Config::new(config, &platform)?,
            platform,
            known: Known::default(),
            discovering: Mutex::new(()),
            paused_until: Cell::new(0.0),
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

    /// The stored ID token.
    ///
    /// # Errors
    /// Those of a site's own storage; so for everything that reads the session.
    pub async fn id_token(&self) -> Result<Option<StoredIdToken>, Error> {
        self.store().id_token().await
    }

    /// The stored refresh token.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn refresh_token(&self) -> Result<Option<RefreshToken>, Error> {
        self.store().refresh_token().await
    }

    /// What the site wanted to know again after the last sign-in in this tab, as JSON text.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn app_state(&self) -> Result<Option<String>, Error> {
        self.store().app_state().await
    }

    /// Sends a request, unless the provider has asked to be left alone for a while.
    async fn send(&self, request: Request) -> Result<Response, Error> {
        self.check_pause(self.paused_until.get())?;
        let answer = self.platform.fetch(request).await?;
        if let (429 | 503, Some(seconds)) = (answer.status, answer.retry_after) {
            self.paused_until.set(self.platform.now() + seconds.min(handover::LONGEST_PAUSE));
        }
        Ok(answer)
    }

    fn store(&self) -> Store<'_, P> {
        Store::new(&self.platform, self.config.app_id())
    }
}
