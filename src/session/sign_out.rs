//! The end of the session, here and at the provider.

use crate::{
    platform::{Navigation, Platform},
    protocol::{Error, secret::RefreshToken, sign_out},
};

use super::Session;

impl<P: Platform> Session<P> {
    /// Revokes the refresh token (RFC 7009), removes every stored value of this application, and sends the visitor to
    /// the provider's end-session endpoint (OIDC RP-Initiated Logout 1.0).
    ///
    /// A failed revocation does not stop the sign-out.
    ///
    /// # Errors
    /// [`crate::protocol::Code::InvalidOptions`] when the URI is not an http(s) URL, and those of
    /// [`Session::metadata`]: the session is unchanged, and the call can be repeated.
    pub async fn sign_out(&self, post_logout_redirect_uri: Option<&str>) -> Result<(), Error> {
        sign_out::check(post_logout_redirect_uri, &self.platform)?;
        let metadata = self.metadata().await?;
        let url = sign_out::url(&self.config, &metadata, post_logout_redirect_uri)?;
        let revocation = self
            .refresh_token()
            .await?
            .and_then(|token| sign_out::revocation_request(&self.config, &metadata, &token));
        if let Some(request) = revocation {
            let _ = self.platform.fetch(request).await;
        }
        if let Some(token) = self.refresh_token().await? {
            self.end_session_in_record(&token).await;
        }
        self.store().clear().await?;
        self.platform.navigate(&url, Navigation::SignOut(post_logout_redirect_uri)).await
    }

    /// Removes all tokens: the session ends in this browser, for all tabs. At the provider it goes on.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn clear_tokens(&self) -> Result<(), Error> {
        if let Some(token) = self.refresh_token().await? {
            self.end_session_in_record(&token).await;
        }
        self.store().clear_tokens().await
    }

    /// Completes a [`Session::clear_tokens`] whose stored values have already been removed: ends the session of this
    /// refresh token for all tabs. A session that has started since then is kept.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn clear_removed_tokens(&self, removed: &RefreshToken) -> Result<(), Error> {
        let stored = self.refresh_token().await?;
        if stored.is_some_and(|stored| stored.expose() != removed.expose()) {
            return Ok(());
        }
        self.end_session_in_record(removed).await;
        self.store().clear_tokens().await
    }
}
