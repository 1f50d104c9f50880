//! Access tokens, and the user information that they give access to.

use std::rc::Rc;

use crate::{
    platform::Platform,
    protocol::{
        Code, Error, Remark,
        discovery::Metadata,
        id_token::Exchange,
        jwk::JwkSet,
        limits::{CLOCK_TOLERANCE, RENEWAL_ATTEMPTS},
        secret::{AccessToken, RefreshToken},
        token::{self, Target, TokenResponse},
        user_info,
    },
};

use super::{
    Session,
    store::{Keep, StoredAccessToken, Tokens},
};

impl<P: Platform> Session<P> {
    /// An access token for `target`: the stored one or, if that has expired, a new one in exchange for the refresh
    /// token.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`] when no visitor is signed in, when there is no refresh token, or when the provider no
    /// longer accepts it; those of the requests and of [`crate::protocol::id_token::verify`].
    pub async fn access_token(&self, target: &Target) -> Result<AccessToken, Error> {
        self.token_valid_for(target, self.config.leeway()).await
    }

    /// A new access token for `target`, in exchange for the refresh token.
    ///
    /// # Errors
    /// Those of [`Session::access_token`].
    pub async fn new_access_token(&self, target: &Target) -> Result<AccessToken, Error> {
        self.token_valid_for(target, f64::INFINITY).await
    }

    /// The stored access token for `target`, if it has not expired, and for how many more seconds it can be used.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`]; those of a site's own storage.
    pub async fn stored_access_token(
        &self,
        target: &Target,
    ) -> Result<Option<(AccessToken, f64)>, Error> {
        let stored = self.stored_token(target).await?;
        let end = self.platform.now() + self.config.leeway();
        let lasting = stored.filter(|stored| stored.expires_at > end);
        Ok(lasting.map(|stored| (stored.token, stored.expires_at - end)))
    }

    /// An access token that is valid for at least these seconds; a new one if the seconds are infinite.
    async fn token_valid_for(&self, target: &Target, seconds: f64) -> Result<AccessToken, Error> {
        let known = self.stored_token(target).await?;
        if let Some(known) = &known
            && self.is_valid_for(known, seconds)
        {
            return Ok(known.token.clone());
        }
        self.required_refresh_token().await?;
        // Fetch everything that the renewal needs before the refresh token is sent, which spends it: its successor
        // must not be lost because a key is missing.
        let metadata = self.metadata().await?;
        let keys = self.keys(&metadata).await?;

        let lock = ["logto:", self.config.app_id(), ":refresh"].concat();
        let _turn = self.platform.tab_lock(&lock).await?;
        for _ in 0..RENEWAL_ATTEMPTS {
            self.adopt_record().await?;
            // Another tab may have renewed the token while this one waited: use its token, however soon it expires.
            if let Some(token) = self.stored_token(target).await?
                && known.as_ref().is_none_or(|known| known.token.expose() != token.token.expose())
                && self.is_valid_for(&token, 0.0)
            {
                return Ok(token.token);
            }
            let renewed = self.refresh(target, metadata.clone(), keys.clone()).await;
            // The provider's pause holds for every tab.
            self.share_pause().await;
            if let Some(token) = renewed? {
                return Ok(token);
            }
        }
        Err(Code::RenewalInterrupted.into())
    }

    /// Spends the refresh token. `None` when the session continues without the response: another tab has signed in, or
    /// has a newer token.
    async fn refresh(
        &self,
        target: &Target,
        metadata: Rc<Metadata>,
        keys: Rc<JwkSet>,
    ) -> Result<Option<AccessToken>, Error> {
        let store = self.store();
        // Before the request: it is the ID token that came with the refresh token.
        let stored = store.id_token().await?.ok_or(Code::NotAuthenticated)?;
        let Some((tokens, spent, requested_at)) = self.renew(target, &metadata).await? else {
            return Ok(None);
        };

        let successor = tokens.refresh_token().unwrap_or(&spent).clone();
        let (verified, is_refused) = match self.keys_for_response(&tokens, metadata, keys).await {
            Ok(keys) => {
                let is_refused = keys.is_latest;
                (self.verify(tokens, Exchange::Refresh(&stored), keys).await, is_refused)
            }
            Err(error) => (Err(error), false),
        };
        // The response to a session that has ended meanwhile must not restore it.
        if !self.is_current_session(&spent).await? {
            self.required_refresh_token().await?;
            return Ok(None);
        }
        // This tab may still see the previous session.
        let seen = store.id_token().await?;
        let is_same = seen.is_some_and(|seen| seen.sub == stored.sub && seen.nonce == stored.nonce);
        match verified {
            Ok(answer) => {
                let keep = if is_same { Keep::OtherTokens } else { Keep::Nothing };
                let tokens = store.tokens_with(&answer, target, requested_at, keep).await?;
                let tokens = tokens.with_refresh_token(&successor).or_id_token(&stored);
                let in_time = self.store_renewal(&spent, &tokens).await?;
                Ok(in_time.then(|| answer.access_token().clone()))
            }
            Err(error) => {
                // If the keys could not be fetched, the response may be good: keep its refresh token for the next call.
                if !is_refused {
                    let tokens = if is_same { store.tokens().await? } else { Tokens::default() };
                    let tokens = tokens.with_refresh_token(&successor).or_id_token(&stored);
                    self.store_renewal(&spent, &tokens).await?;
                }
                Err(error)
            }
        }
    }

    /// Sends the refresh token: the response, the token that was spent, and when, in seconds since 1970. `None` when the
    /// provider refused the token because another tab has a newer one.
    async fn renew(
        &self,
        target: &Target,
        metadata: &Metadata,
    ) -> Result<Option<(TokenResponse, RefreshToken, f64)>, Error> {
        let spent = self.required_refresh_token().await?;
        let requested_at = self.platform.now();
        let request = token::refresh_request(&self.config, metadata, &spent, target);
        // A site's own requester throws the error of a response; `fetch` returns the response.
        let answer = self.send(request).await;
        match answer.and_then(|answer| token::response(answer, &self.platform)) {
            Err(error) if error.is_invalid_grant() => {
                if self.is_current_session(&spent).await? && self.end_session(&spent).await? {
                    return Err(Error::Ended(Box::new(error)));
                }
                self.required_refresh_token().await?;
                Ok(None)
            }
            tokens => Ok(Some((tokens?, spent, requested_at))),
        }
    }

    /// The refresh token.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`] when no refresh token is stored.
    pub(super) async fn required_refresh_token(&self) -> Result<RefreshToken, Error> {
        let missing = Error::Because(Code::NotAuthenticated, Remark::NoRefreshToken);
        self.refresh_token().await?.ok_or(missing)
    }

    /// The stored access token for `target`, expired or not; `None` when the clock was set back.
    async fn stored_token(&self, target: &Target) -> Result<Option<StoredAccessToken>, Error> {
        let stored = self.id_token().await?.ok_or(Code::NotAuthenticated)?;
        // If the clock was set back, every token would seem to be valid for longer than it is.
        if self.server_time().await? + CLOCK_TOLERANCE < stored.issued_at.unwrap_or_default() {
            return Ok(None);
        }
        self.store().access_token(target).await
    }

    /// Is the token valid for these seconds?
    fn is_valid_for(&self, token: &StoredAccessToken, seconds: f64) -> bool {
        token.expires_at > self.platform.now() + seconds
    }

    /// The claims of the UserInfo endpoint, as JSON text.
    ///
    /// # Errors
    /// Those of [`Session::access_token`], [`user_info::request`] and [`user_info::response`].
    pub async fn fetch_user_info(&self) -> Result<String, Error> {
        let access_token = self.access_token(&Target::default()).await?;
        let subject = self.id_token().await?.ok_or(Code::NotAuthenticated)?.sub;
        let metadata = self.metadata().await?;
        let answer = self.send(user_info::request(&metadata, &access_token)?).await?;
        user_info::response(answer, &subject, &self.platform)
    }
}
