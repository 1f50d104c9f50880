//! Who is signed in, and the provider's time.

use super::Session;
use crate::{
    platform::Platform,
    protocol::{Code, Error, Remark},
};

/// The session as a page shows it.
#[derive(Debug, PartialEq)]
pub struct State {
    /// The claims of the ID token as JSON text; `None` when no visitor is signed in.
    pub claims: Option<String>,
    /// In how many seconds the session ends; `None` when it can be renewed.
    pub ends_in: Option<f64>,
}

impl<P: Platform> Session<P> {
    /// The state of the session. A visitor is signed in as long as there is an ID token that has not expired or can be
    /// renewed.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn state(&self) -> Result<State, Error> {
        let signed_out = State { claims: None, ends_in: None };
        let Some(token) = self.id_token().await? else { return Ok(signed_out) };
        let mut ends_in = None;
        if self.refresh_token().await?.is_none() {
            // Every verified ID token has an `exp`. A value that something else has stored may lack it.
            if let Some(end) = token.expires_at {
                ends_in = Some(end - self.server_time().await?);
            }
            if ends_in.is_some_and(|seconds| seconds <= 0.0) {
                return Ok(signed_out);
            }
        }
        Ok(State { claims: Some(token.claims().into()), ends_in })
    }

    /// Is a visitor signed in?
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn is_authenticated(&self) -> Result<bool, Error> {
        Ok(self.state().await?.claims.is_some())
    }

    /// The claims of the stored ID token, as JSON text.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`]; see [`Session::id_token`].
    pub async fn id_token_claims(&self) -> Result<String, Error> {
        let not_authenticated = Error::Because(Code::NotAuthenticated, Remark::NoIdToken);
        Ok(self.id_token().await?.ok_or(not_authenticated)?.claims().into())
    }

    /// The provider's time in seconds since 1970, by the device's clock and the stored offset.
    pub(super) async fn server_time(&self) -> Result<f64, Error> {
        Ok(self.platform.now() + self.store().clock_offset().await?)
    }
}
