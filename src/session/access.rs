//! Access tokens and what they open.

use std::rc::Rc;

use crate::{
    platform::Platform,
    protocol::{
        Code, Error,
        discovery::Metadata,
        id_token::{Exchange, StoredIdToken},
        jwk::JwkSet,
        secret::{AccessToken, RefreshToken},
        token::{self, Target, TokenResponse},
        user_info,
    },
};

use super::{
    Session,
    store::{Keep, StoredAccessToken},
};

/// How often one call spends a refresh token: each time but the first because another tab's was newer.
const MAX_ATTEMPTS: u32 = 3;

impl<P: Platform> Session<P> {
    /// An access token for `target` that has not expired: the stored one or, when that has, a new
    /// one in exchange for the refresh token.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`] when nobody is signed in, or there is no refresh token to spend, or
    /// the provider no longer takes it; those of the requests and of
    /// [`crate::protocol::id_token::verify`].
    pub async fn access_token(&self, target: &Target) -> Result<AccessToken, Error> {
        self.token_lasting(target, self.config.leeway()).await
    }

    /// A new access token for `target`, in exchange for the refresh token.
    ///
    /// # Errors
    /// Those of [`Session::access_token`].
    pub async fn new_access_token(&self, target: &Target) -> Result<AccessToken, Error> {
        self.token_lasting(target, f64::INFINITY).await
    }

    /// An access token that lasts for some seconds more; a new one in any case, where none could.
    async fn token_lasting(&self, target: &Target, seconds: f64) -> Result<AccessToken, Error> {
        let known = self.stored(target).await?;
        if let Some(known) = &known
            && self.lasts(known, seconds)
        {
            return Ok(known.token.clone());
        }
        self.spendable().await?;
        // Whatever the refresh will need is fetched before it: a refresh token is spent by being
        // sent, and its successor must not be lost for want of a key.
        let metadata = self.metadata().await?;
        let keys = self.keys(&metadata).await?;

        let _page = self.refreshing.lock().await;
        let lock = ["logto:", self.config.app_id(), ":refresh"].concat();
        let _tabs = self.platform.lock(&lock).await;
        // Whoever waited here may find that the work was done meanwhile: another token than before,
        // however short it lasts.
        if let Some(token) = self.stored(target).await?
            && known.is_none_or(|known| known.token.expose() != token.token.expose())
            && self.lasts(&token, 0.0)
        {
            return Ok(token.token);
        }
        self.refresh(target, metadata, keys).await
    }

    /// Spends the refresh token.
    async fn refresh(
        &self,
        target: &Target,
        metadata: Rc<Metadata>,
        keys: Rc<JwkSet>,
    ) -> Result<AccessToken, Error> {
        let store = self.store();
        let (tokens, spent, requested_at) = self.renew(target, &metadata).await?;
        let stored = store.id_token().await?.ok_or(Code::NotAuthenticated)?;
        let stored = StoredIdToken::read(&stored, &self.platform)?;

        let successor = tokens.refresh_token().cloned();
        let verified = self.verify(tokens, Exchange::Refresh(&stored), metadata, keys).await;
        // What belongs to a session that ended meanwhile must not bring it back.
        if !self.is_current(&spent).await? {
            return Err(Code::NotAuthenticated.into());
        }
        match verified {
            Ok(tokens) => {
                let expires_at = requested_at + tokens.expires_in();
                store.save(&tokens, target, expires_at, Keep::OtherTokens).await?;
                Ok(tokens.access_token().clone())
            }
            Err(error) => {
                // Nothing is wrong with the answer when the keys to verify it could not be had: then
                // the next call shall have something to spend.
                if error.is_of_a_request()
                    && let Some(successor) = successor
                {
                    store.set_refresh_token(&successor).await?;
                }
                Err(error)
            }
        }
    }

    /// The answer to the refresh token, the token that was spent, and when.
    async fn renew(
        &self,
        target: &Target,
        metadata: &Metadata,
    ) -> Result<(TokenResponse, RefreshToken, f64), Error> {
        let store = self.store();
        let mut attempts = 1;
        loop {
            let spent = self.spendable().await?;
            let requested_at = self.platform.now();
            let request = token::refresh_request(&self.config, metadata, &spent, target);
            // A site's own requester throws what the answer says; the browser's leaves it to be read.
            let answer = self.platform.fetch(request).await;
            match answer.and_then(|answer| token::response(answer, &self.platform)) {
                Err(error) if error.is_invalid_grant() => {
                    if self.is_current(&spent).await? {
                        store.clear_tokens().await?;
                        return Err(Error::Ended(Box::new(error)));
                    }
                    // Another tab has a newer one.
                    if attempts == MAX_ATTEMPTS {
                        return Err(error);
                    }
                    attempts += 1;
                }
                tokens => return Ok((tokens?, spent, requested_at)),
            }
        }
    }

    async fn spendable(&self) -> Result<RefreshToken, Error> {
        let missing = Error::Because(Code::NotAuthenticated, "Refresh token not found");
        self.refresh_token().await?.ok_or(missing)
    }

    /// Is this still the refresh token of the session?
    async fn is_current(&self, token: &RefreshToken) -> Result<bool, Error> {
        let current = self.refresh_token().await?;
        Ok(current.is_some_and(|current| current.expose() == token.expose()))
    }

    async fn stored(&self, target: &Target) -> Result<Option<StoredAccessToken>, Error> {
        if !self.is_authenticated().await? {
            return Err(Code::NotAuthenticated.into());
        }
        self.store().access_token(target).await
    }

    /// Does the token last for some seconds more?
    fn lasts(&self, token: &StoredAccessToken, seconds: f64) -> bool {
        token.expires_at > self.platform.now() + seconds
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
