//! Who is signed in, and the time.

use super::Session;
use crate::{
    platform::Platform,
    protocol::{Code, Error, id_token::StoredIdToken, jws},
};

/// What a page shows of the session.
#[derive(Debug, PartialEq)]
pub struct State {
    /// The claims of the ID token as JSON text; nothing when nobody is signed in.
    pub claims: Option<String>,
    /// When that ends by itself, in seconds from now; nothing when it can be renewed.
    pub ends_in: Option<f64>,
}

impl<P: Platform> Session<P> {
    /// The state of the session. It is one as long as it can be used: there is an ID token, and that has
    /// not expired or can be renewed.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn state(&self) -> Result<State, Error> {
        let nobody = State { claims: None, ends_in: None };
        let Some(raw) = self.id_token().await? else { return Ok(nobody) };
        let mut ends_in = None;
        if self.refresh_token().await?.is_none() {
            // Every ID token has an end. Whatever else somebody has stored there does not.
            if let Some(end) = StoredIdToken::read(&raw, &self.platform)?.expires_at {
                ends_in = Some(end - self.server_time().await?);
            }
            if ends_in.is_some_and(|seconds| seconds <= 0.0) {
                return Ok(nobody);
            }
        }
        Ok(State { claims: Some(jws::payload(raw.expose())?), ends_in })
    }

    /// Is somebody signed in?
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn is_authenticated(&self) -> Result<bool, Error> {
        Ok(self.state().await?.claims.is_some())
    }

    /// The claims of the stored ID token, as JSON text.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`]; [`Code::InvalidIdToken`].
    pub async fn id_token_claims(&self) -> Result<String, Error> {
        let not_authenticated = Error::Because(Code::NotAuthenticated, "ID token not found");
        jws::payload(self.id_token().await?.ok_or(not_authenticated)?.expose())
    }

    /// The provider's time, as far as it is known, in seconds since 1970.
    pub(super) async fn server_time(&self) -> Result<f64, Error> {
        Ok(self.platform.now() + self.store().clock_offset().await?)
    }
}
