//! Access tokens and what they open.

use std::rc::Rc;

use crate::{
    platform::Platform,
    protocol::{
        Code, Error, Text,
        discovery::Metadata,
        id_token::{CLOCK_TOLERANCE, Exchange},
        jwk::JwkSet,
        secret::{AccessToken, RefreshToken},
        token::{self, Target, TokenResponse},
        user_info,
    },
};

use super::{
    Call,
    store::{Keep, StoredAccessToken, Tokens},
};

/// How often one call spends a refresh token: each time but the first because the session went on with
/// another.
const MAX_ATTEMPTS: u32 = 3;

impl<P: Platform> Call<'_, P> {
    /// An access token for `target` that has not expired: the stored one or, when that has, a new
    /// one in exchange for the refresh token.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`] when nobody is signed in, or there is no refresh token to spend, or
    /// the provider no longer takes it; those of the requests and of
    /// [`crate::protocol::id_token::verify`].
    pub fn access_token(&self, target: &Target) -> Result<AccessToken, Error> {
        self.token_lasting(target, self.session.config.leeway())
    }

    /// A new access token for `target`, in exchange for the refresh token.
    ///
    /// # Errors
    /// Those of [`Call::access_token`].
    pub fn new_access_token(&self, target: &Target) -> Result<AccessToken, Error> {
        self.token_lasting(target, f64::INFINITY)
    }

    /// The stored access token for `target`, if it can be used, and for how many seconds it can.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`]; those of a site's own storage.
    pub fn stored_access_token(
        &self,
        target: &Target,
    ) -> Result<Option<(AccessToken, f64)>, Error> {
        let stored = self.stored(target)?;
        let end = self.now() + self.session.config.leeway();
        let lasting = stored.filter(|stored| stored.expires_at > end);
        Ok(lasting.map(|stored| (stored.token, stored.expires_at - end)))
    }

    /// An access token that lasts for some seconds more; a new one in any case, where none could.
    fn token_lasting(&self, target: &Target, seconds: f64) -> Result<AccessToken, Error> {
        let known = self.stored(target)?;
        if let Some(known) = &known
            && self.lasts(known, seconds)
        {
            return Ok(known.token.clone());
        }
        self.spendable()?;
        // Whatever the refresh will need is fetched before it: a refresh token is spent by being
        // sent, and its successor must not be lost for want of a key.
        let metadata = self.metadata()?;
        let keys = self.keys(&metadata, &mut || ())?;

        let lock = ["logto:", self.session.config.app_id(), ":refresh"].concat();
        self.alone(&lock, false, || {
            for _ in 0..MAX_ATTEMPTS {
                self.catch_up()?;
                // Whoever waited here may find that the work was done meanwhile: another token than
                // before, however short it lasts.
                if let Some(token) = self.stored(target)?
                    && known
                        .as_ref()
                        .is_none_or(|known| known.token.expose() != token.token.expose())
                    && self.lasts(&token, 0.0)
                {
                    return Ok(token.token);
                }
                let renewed = self.refresh(target, metadata.clone(), keys.clone());
                // What the provider asked of this tab holds for all of them.
                self.share_pause();
                if let Some(token) = renewed? {
                    return Ok(token);
                }
            }
            Err(Code::RenewalInterrupted.into())
        })
    }

    /// Spends the refresh token. Nothing when the session went on without the answer: another tab signed
    /// in, or has a newer token.
    fn refresh(
        &self,
        target: &Target,
        metadata: Rc<Metadata>,
        keys: Rc<JwkSet>,
    ) -> Result<Option<AccessToken>, Error> {
        let store = self.store();
        // Now, while it is the one that the refresh token came with: storage may be late.
        let stored = store.id_token()?.ok_or(Code::NotAuthenticated)?;
        let Some((tokens, spent, requested_at)) = self.renew(target, &metadata)? else {
            return Ok(None);
        };

        let successor = tokens.refresh_token().unwrap_or(&spent).clone();
        let (verified, is_refused) = match self.fitted(&tokens, metadata, keys) {
            Ok(fitted) => {
                let is_refused = fitted.is_latest;
                (self.verify(tokens, Exchange::Refresh(&stored), fitted), is_refused)
            }
            Err(error) => (Err(error), false),
        };
        // What belongs to a session that ended meanwhile must not bring it back.
        if !self.is_of_this_session(&spent)? {
            self.spendable()?;
            return Ok(None);
        }
        // What this tab sees by now may be of a session before.
        let seen = store.id_token()?;
        let is_same = seen.is_some_and(|seen| seen.sub == stored.sub && seen.nonce == stored.nonce);
        match verified {
            Ok(answer) => {
                let keep = if is_same { Keep::OtherTokens } else { Keep::Nothing };
                let tokens = store.tokens_with(&answer, target, requested_at, keep)?;
                let tokens = tokens.with_refresh_token(&successor).or_id_token(&stored);
                let in_time = self.hand_over(&spent, &tokens)?;
                Ok(in_time.then(|| answer.access_token().clone()))
            }
            Err(error) => {
                // Nobody knows whether the answer is bad when the keys to verify it could not be had: then
                // the next call shall have something to spend.
                if !is_refused {
                    let tokens = if is_same { store.tokens()? } else { Tokens::default() };
                    let tokens = tokens.with_refresh_token(&successor).or_id_token(&stored);
                    self.hand_over(&spent, &tokens)?;
                }
                Err(error)
            }
        }
    }

    /// The answer to the refresh token, the token that was spent, and when. Nothing when another tab has a
    /// newer one, so that this one was refused.
    fn renew(
        &self,
        target: &Target,
        metadata: &Metadata,
    ) -> Result<Option<(TokenResponse, RefreshToken, f64)>, Error> {
        let spent = self.spendable()?;
        let requested_at = self.now();
        let request = token::refresh_request(&self.session.config, metadata, &spent, target);
        // A site's own requester throws what the answer says; the browser's leaves it to be read.
        let answer = self.send(request);
        match answer.and_then(|answer| token::response(answer, self)) {
            Err(error) if error.is_invalid_grant() => {
                if self.is_of_this_session(&spent)? && self.end(&spent)? {
                    return Err(Error::Ended(Rc::new(error)));
                }
                self.spendable()?;
                Ok(None)
            }
            tokens => Ok(Some((tokens?, spent, requested_at))),
        }
    }

    pub(super) fn spendable(&self) -> Result<RefreshToken, Error> {
        let missing = Error::Because(Code::NotAuthenticated, &"Refresh token not found");
        self.refresh_token()?.ok_or(missing)
    }

    fn stored(&self, target: &Target) -> Result<Option<StoredAccessToken>, Error> {
        let stored = self.id_token()?.ok_or(Code::NotAuthenticated)?;
        // A clock that is set back would make every token last longer than it does.
        if self.server_time()? + CLOCK_TOLERANCE < stored.issued_at.unwrap_or_default() {
            return Ok(None);
        }
        self.store().access_token(target)
    }

    /// Does the token last for some seconds more?
    fn lasts(&self, token: &StoredAccessToken, seconds: f64) -> bool {
        token.expires_at > self.now() + seconds
    }

    /// The claims of the UserInfo endpoint, as JSON text.
    ///
    /// # Errors
    /// Those of [`Call::access_token`], [`user_info::request`] and [`user_info::response`].
    pub fn fetch_user_info(&self) -> Result<Text, Error> {
        let access_token = self.access_token(&Target::default())?;
        let subject = self.id_token()?.ok_or(Code::NotAuthenticated)?.sub;
        let metadata = self.metadata()?;
        let answer = self.send(user_info::request(&metadata, &access_token)?)?;
        user_info::response(answer, &subject, self)
    }
}
