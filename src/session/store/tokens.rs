//! The tokens of one token response, stored together or not at all.

use std::fmt;

use super::Store;
use crate::{
    platform::{Area, Platform},
    protocol::{
        Error,
        id_token::StoredIdToken,
        json::{FromJson, Seconds, Value},
        limits::{CLOCK_TOLERANCE, LARGEST_CLOCK_OFFSET, LAST_SECOND},
        secret::{AccessToken, RefreshToken},
        token::{Target, VerifiedTokens},
    },
};

const ID_TOKEN: &str = "idToken";
const REFRESH_TOKEN: &str = "refreshToken";
const ACCESS_TOKENS: &str = "accessToken";
const CLOCK_OFFSET: &str = "clockOffset";

/// The values of a session, in the order of writing: the refresh token first, since only it cannot be fetched again.
const NAMES: [&str; 4] = [REFRESH_TOKEN, ID_TOKEN, ACCESS_TOKENS, CLOCK_OFFSET];

/// An access token with its scopes and its expiry.
#[derive(Debug, Clone)]
pub struct StoredAccessToken {
    /// The token.
    pub token: AccessToken,
    /// The scopes it was granted for.
    pub scope: String,
    /// When it expires, in seconds since 1970 by the device's clock.
    pub expires_at: f64,
}

impl FromJson for StoredAccessToken {
    fn from_json(value: &Value) -> Option<Self> {
        let token: AccessToken = value.required("token")?;
        let usable = !token.expose().is_empty();
        usable.then_some(StoredAccessToken {
            token,
            scope: value.required("scope")?,
            expires_at: value.required::<Seconds>("expiresAt")?.0,
        })
    }
}

impl StoredAccessToken {
    fn to_json(&self) -> Value {
        Value::object()
            .with_text("token", Some(self.token.expose()))
            .with_text("scope", Some(&self.scope))
            .with("expiresAt", Some(Value::Number(self.expires_at)))
    }
}

/// The stored values of a session, in the order of `NAMES`.
#[derive(Clone, Default, PartialEq)]
pub struct Tokens([Option<String>; 4]);

/// By hand: these are secrets.
impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}

impl FromJson for Tokens {
    fn from_json(value: &Value) -> Option<Self> {
        let mut tokens = Tokens::default();
        for (name, text) in NAMES.iter().zip(&mut tokens.0) {
            *text = value.optional(name)?;
        }
        // Without a refresh token, there is nothing to hand over to another tab.
        tokens.0[0].is_some().then_some(tokens)
    }
}

impl Tokens {
    /// A JSON object of strings.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let fields = NAMES.iter().zip(&self.0);
        fields.fold(Value::object(), |object, (name, text)| object.with_text(name, text.as_deref()))
    }

    /// The refresh token.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&str> {
        self.0[0].as_deref()
    }

    /// The same with another refresh token.
    #[must_use]
    pub fn with_refresh_token(mut self, token: &RefreshToken) -> Self {
        self.0[0] = Some(token.expose().into());
        self
    }

    /// The same, with this ID token if there is no other.
    #[must_use]
    pub fn or_id_token(mut self, token: &StoredIdToken) -> Self {
        self.0[1].get_or_insert_with(|| token.raw().expose().into());
        self
    }

    /// The same without access tokens.
    #[must_use]
    pub fn without_access_tokens(mut self) -> Self {
        self.0[2] = None;
        self
    }
}

impl<P: Platform> Store<'_, P> {
    /// The ID token; `None` also when the stored value is not an ID token.
    ///
    /// # Errors
    /// Those of a site's own storage; so for everything here that reads or removes.
    pub async fn id_token(&self) -> Result<Option<Box<StoredIdToken>>, Error> {
        let raw = self.local(ID_TOKEN).await?;
        Ok(raw.and_then(|raw| self.read_id_token(raw)).map(Box::new))
    }

    fn read_id_token(&self, raw: String) -> Option<StoredIdToken> {
        StoredIdToken::read(raw, self.config.issuer(), self.platform)
    }

    /// The refresh token.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn refresh_token(&self) -> Result<Option<RefreshToken>, Error> {
        Ok(self.local(REFRESH_TOKEN).await?.map(RefreshToken::new))
    }

    /// The access token for `target`, expired or not.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn access_token(&self, target: &Target) -> Result<Option<StoredAccessToken>, Error> {
        Ok(self.access_tokens().await?.required(&target.key()))
    }

    /// How many seconds the device's clock is behind the provider's; 0 when the difference is within tolerance.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn clock_offset(&self) -> Result<f64, Error> {
        let text = self.local(CLOCK_OFFSET).await?;
        let value = text.and_then(|text| self.platform.parse(&text));
        let offset = value.and_then(|value| f64::from_json(&value));
        // An absurd offset, such as 1e999, would make a session last for ever.
        Ok(offset.filter(|offset| offset.abs() <= LARGEST_CLOCK_OFFSET).unwrap_or_default())
    }

    /// All stored values of the session.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn tokens(&self) -> Result<Tokens, Error> {
        let mut tokens = Tokens::default();
        for (name, text) in NAMES.iter().zip(&mut tokens.0) {
            *text = self.local(name).await?;
        }
        Ok(tokens)
    }

    /// The values to store after this response to a request that was sent at `requested_at` (seconds since 1970, by
    /// the device's clock).
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn tokens_with(
        &self,
        answer: &VerifiedTokens,
        target: &Target,
        requested_at: f64,
        keep: Keep,
    ) -> Result<Tokens, Error> {
        let (mut tokens, access_tokens) = match keep {
            Keep::OtherTokens => (self.tokens().await?, self.access_tokens().await?),
            Keep::Nothing => (Tokens::default(), Value::object()),
        };
        let token = StoredAccessToken {
            token: answer.access_token().clone(),
            scope: answer.scope().into(),
            expires_at: (requested_at + answer.expires_in()).min(LAST_SECOND),
        };
        if let Some(token) = answer.refresh_token() {
            tokens = tokens.with_refresh_token(token);
        }
        if let Some(token) = answer.id_token() {
            tokens.0[1] = Some(token.raw().expose().into());
            tokens.0[3] = self.offset(token.issued_at() - requested_at);
        } else if let Some(stored) = self.id_token().await?
            && let Some(issued_at) = stored.issued_at
            && issued_at > requested_at + self.clock_offset().await?
        {
            // The response does not tell the provider's time, but it is not earlier than the stored token's `iat`.
            tokens.0[3] = self.offset(issued_at - requested_at);
        }
        let access_tokens = access_tokens.with(&target.key(), Some(token.to_json()));
        tokens.0[2] = Some(self.platform.print(&access_tokens));
        Ok(tokens)
    }

    /// The offset to store; `None` when it is within the tolerance.
    fn offset(&self, seconds: f64) -> Option<String> {
        let is_notable = seconds.abs() > CLOCK_TOLERANCE;
        is_notable.then(|| self.platform.print(&Value::Number(seconds)))
    }

    /// Stores a session, wholly or not at all. Where the browser's storage refuses it, the page keeps it in memory
    /// until it is left.
    ///
    /// # Errors
    /// [`crate::protocol::Code::StorageUnavailable`]; then nothing has changed.
    pub async fn put(&self, tokens: &Tokens) -> Result<(), Error> {
        let values = NAMES.iter().zip(&tokens.0);
        let mut values: Vec<_> =
            values.map(|(name, text)| (self.key(Area::Local, name), text.as_deref())).collect();
        // Other tabs see one value after the other. They must never see the next user's ID token together with the
        // previous user's access tokens, so these are removed first.
        let before = self.id_token().await?;
        let after = tokens.0[1].clone().and_then(|raw| self.read_id_token(raw));
        if before.is_some_and(|before| after.is_none_or(|after| after.sub != before.sub)) {
            values.insert(0, (self.key(Area::Local, ACCESS_TOKENS), None));
        }
        self.platform.write(&values).await
    }

    /// Removes the access tokens.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn clear_access_tokens(&self) -> Result<(), Error> {
        self.remove(Area::Local, ACCESS_TOKENS).await
    }

    /// Removes all tokens.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn clear_tokens(&self) -> Result<(), Error> {
        for name in NAMES {
            self.remove(Area::Local, name).await?;
        }
        Ok(())
    }

    /// Access tokens by [`Target::key`].
    async fn access_tokens(&self) -> Result<Value, Error> {
        let text = self.local(ACCESS_TOKENS).await?;
        Ok(text.and_then(|text| self.platform.parse(&text)).unwrap_or(Value::Null))
    }
}

/// What happens to the stored tokens that a response does not replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// They stay: the response renews the same session.
    OtherTokens,
    /// They are removed: the response starts a new session.
    Nothing,
}
