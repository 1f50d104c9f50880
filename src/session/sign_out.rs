//! The end of the session, here and at the provider.

use crate::{
    platform::{Navigation, Platform},
    protocol::{Error, sign_out},
};

use super::Session;

impl<P: Platform> Session<P> {
    /// Revokes the refresh token, removes every stored value of this application, and sends the
    /// visitor to the provider's end-session endpoint.
    ///
    /// A revocation that fails does not stop it: the visitor asked to be signed out.
    ///
    /// # Errors
    /// [`crate::protocol::Code::InvalidOptions`] when the URI is not an http(s) URL, and those of
    /// [`Session::metadata`]: the session is what it was, and the call can be made again.
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
        self.tell_the_end().await?;
        self.store().clear().await?;
        self.platform.navigate(&url, Navigation::SignOut(post_logout_redirect_uri)).await
    }

    /// Removes all tokens: here the session is over, at the provider it goes on.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn clear_tokens(&self) -> Result<(), Error> {
        self.tell_the_end().await?;
        self.store().clear_tokens().await
    }
}
