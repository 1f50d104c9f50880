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
//! | [`call`], [`journal`] | how all of these wait for the world |
//! | `calls` | all of these as futures |

pub mod access;
pub mod call;
#[cfg(not(target_arch = "wasm32"))]
mod calls;
pub mod handover;
pub mod journal;
pub mod provider;
pub mod sign_in;
pub mod sign_out;
pub mod state;
pub mod store;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use std::{cell::Cell, rc::Rc};

use crate::{
    platform::Platform,
    protocol::{
        Error,
        config::{Config, ConfigInput},
    },
};
pub use call::Call;
use provider::Known;

/// One client of one application.
pub struct Session<P> {
    config: Config,
    platform: Rc<P>,
    /// What is known of the provider.
    known: Known,
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
            platform: Rc::new(platform),
            known: Known::default(),
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
}
