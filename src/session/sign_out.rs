//! The end of the session, here and at the provider.

use crate::{
    platform::{Navigation, Platform},
    protocol::{Error, Text, sign_out},
};

use super::Call;

impl<P: Platform> Call<'_, P> {
    /// Revokes the refresh token, removes every stored value of this application, and sends the
    /// visitor to the provider's end-session endpoint.
    ///
    /// A revocation that fails does not stop it: the visitor asked to be signed out.
    ///
    /// # Errors
    /// [`crate::protocol::Code::InvalidOptions`] when the URI is not an http(s) URL, and those of
    /// [`Call::metadata`]: the session is what it was, and the call can be made again.
    pub fn sign_out(&self, post_logout_redirect_uri: Option<&str>) -> Result<(), Error> {
        sign_out::check(post_logout_redirect_uri, self)?;
        let metadata = self.metadata()?;
        let url = sign_out::url(&self.session.config, &metadata, post_logout_redirect_uri)?;
        let revocation = self.refresh_token()?.and_then(|token| {
            sign_out::revocation_request(&self.session.config, &metadata, &token)
        });
        if let Some(request) = revocation {
            let _ = self.response(self.begin_fetch(&request));
        }
        self.tell_the_end()?;
        self.store().clear()?;
        let uri = post_logout_redirect_uri.map(Text::from);
        self.navigate(&url, &Navigation::SignOut(uri))
    }

    /// Removes all tokens: here the session is over, at the provider it goes on.
    ///
    /// # Errors
    /// See [`Call::id_token`].
    pub fn clear_tokens(&self) -> Result<(), Error> {
        self.tell_the_end()?;
        self.store().clear_tokens()
    }
}
