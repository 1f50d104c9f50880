//! Who is signed in, and the time.

use super::Call;
use crate::{
    platform::Platform,
    protocol::{Code, Error, Text},
};

/// What a page shows of the session.
#[derive(Debug, PartialEq)]
pub struct State {
    /// The claims of the ID token as JSON text; nothing when nobody is signed in.
    pub claims: Option<Text>,
    /// When that ends by itself, in seconds from now; nothing when it can be renewed.
    pub ends_in: Option<f64>,
}

impl<P: Platform> Call<'_, P> {
    /// The state of the session. It is one as long as it can be used: there is an ID token, and that has
    /// not expired or can be renewed.
    ///
    /// # Errors
    /// See [`Call::id_token`].
    pub fn state(&self) -> Result<State, Error> {
        let nobody = State { claims: None, ends_in: None };
        let Some(token) = self.id_token()? else { return Ok(nobody) };
        let mut ends_in = None;
        if self.refresh_token()?.is_none() {
            // Every ID token has an end. Whatever else somebody has stored there does not.
            if let Some(end) = token.expires_at {
                ends_in = Some(end - self.server_time()?);
            }
            if ends_in.is_some_and(|seconds| seconds <= 0.0) {
                return Ok(nobody);
            }
        }
        Ok(State { claims: Some(token.claims().into()), ends_in })
    }

    /// Is somebody signed in?
    ///
    /// # Errors
    /// See [`Call::id_token`].
    pub fn is_authenticated(&self) -> Result<bool, Error> {
        Ok(self.state()?.claims.is_some())
    }

    /// The claims of the stored ID token, as JSON text.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`]; see [`Call::id_token`].
    pub fn id_token_claims(&self) -> Result<Text, Error> {
        let not_authenticated = Error::Because(Code::NotAuthenticated, &"ID token not found");
        Ok(self.id_token()?.ok_or(not_authenticated)?.claims().into())
    }

    /// The provider's time, as far as it is known, in seconds since 1970.
    pub(super) fn server_time(&self) -> Result<f64, Error> {
        Ok(self.now() + self.store().clock_offset()?)
    }
}
