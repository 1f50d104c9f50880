//! Access tokens and what they open.

use std::rc::Rc;

use crate::{
    platform::Platform,
    protocol::{
        Code, Error,
        discovery::Metadata,
        id_token::{Exchange, StoredIdToken},
        jwk::JwkSet,
        secret::AccessToken,
        token::{self, Target},
        user_info,
    },
};

use super::{Session, store::Keep};

const REFRESH_TOKEN_MISSING: &str = "Refresh token not found";

impl<P: Platform> Session<P> {
    /// An access token for `target` that has not expired: the stored one or, when that has, a new
    /// one in exchange for the refresh token.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`] when nobody is signed in, or there is no refresh token to spend, or
    /// the provider no longer takes it; those of the requests and of
    /// [`crate::protocol::id_token::verify`].
    pub async fn access_token(&self, target: &Target) -> Result<AccessToken, Error> {
        if let Some(token) = self.unexpired(target).await? {
            return Ok(token);
        }
        if self.refresh_token().await?.is_none() {
            return Err(Error::Because(Code::NotAuthenticated, REFRESH_TOKEN_MISSING));
        }
        // Whatever the refresh will need is fetched before it: a refresh token is spent by being
        // sent, and its successor must not be lost for want of a key.
        let metadata = self.metadata().await?;
        let keys = self.keys(&metadata).await?;

        let _page = self.refreshing.lock().await;
        let lock = ["logto:", self.config.app_id(), ":refresh"].concat();
        let _tabs = self.platform.lock(&lock).await;
        // Whoever waited here may find that the work was done meanwhile.
        match self.unexpired(target).await? {
            Some(token) => Ok(token),
            None => self.refresh(target, metadata, keys).await,
        }
    }

    /// Spends the refresh token.
    async fn refresh(
        &self,
        target: &Target,
        metadata: Rc<Metadata>,
        keys: Rc<JwkSet>,
    ) -> Result<AccessToken, Error> {
        let store = self.store();
        let stored = store.id_token().await?.ok_or(Code::NotAuthenticated)?;
        let stored = StoredIdToken::read(&stored, &self.platform)?;
        let spent = store
            .refresh_token()
            .await?
            .ok_or(Error::Because(Code::NotAuthenticated, REFRESH_TOKEN_MISSING))?;
        // A sign-out or a new sign-in may come before the answer does.
        let is_current = async || -> Result<bool, Error> {
            let current = store.refresh_token().await?;
            Ok(current.is_some_and(|token| token.expose() == spent.expose()))
        };

        let requested_at = self.platform.now();
        let request = token::refresh_request(&self.config, &metadata, &spent, target);
        // A site's own requester throws what the answer says; the browser's leaves it to be read.
        let answer = self.platform.fetch(request).await;
        let tokens = match answer.and_then(|answer| token::response(answer, &self.platform)) {
            Err(error) if error.is_invalid_grant() && is_current().await? => {
                store.clear_tokens().await?;
                return Err(Error::Because(
                    Code::NotAuthenticated,
                    "The session has ended: the provider no longer accepts the refresh token.",
                ));
            }
            tokens => tokens?,
        };
        let tokens = self.verify(tokens, Exchange::Refresh(&stored), metadata, keys).await?;
        // What belongs to a session that ended meanwhile must not bring it back.
        if !is_current().await? {
            return Err(Code::NotAuthenticated.into());
        }
        let expires_at = requested_at + tokens.expires_in();
        store.save(&tokens, target, expires_at, Keep::OtherTokens).await?;
        Ok(tokens.access_token().clone())
    }

    async fn unexpired(&self, target: &Target) -> Result<Option<AccessToken>, Error> {
        if !self.is_authenticated().await? {
            return Err(Code::NotAuthenticated.into());
        }
        let token = self.store().access_token(target).await?;
        Ok(token.filter(|token| token.expires_at > self.platform.now()).map(|token| token.token))
    }

    /// The claims of the UserInfo endpoint, as JSON text.
    ///
    /// # Errors
    /// Those of [`Session::access_token`], [`user_info::request`] and [`user_info::response`].
    pub async fn fetch_user_info(&self) -> Result<String, Error> {
        let access_token = self.access_token(&Target::default()).await?;
        let stored = self.id_token().await?.ok_or(Code::NotAuthenticated)?;
        let subject = StoredIdToken::read(&stored, &self.platform)?.sub;
        let metadata = self.metadata().await?;
        let answer = self.platform.fetch(user_info::request(&metadata, &access_token)?).await?;
        user_info::response(answer, &subject, &self.platform)
    }
}
