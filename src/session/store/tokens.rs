//! The tokens: what one answer of the token endpoint brings, stored whole or not at all.

use std::fmt;

use super::Store;
use crate::{
    platform::{Area, Platform},
    protocol::{
        Error, Text,
        id_token::{CLOCK_TOLERANCE, StoredIdToken},
        json::{FromJson, Seconds, Value},
        secret::{AccessToken, RefreshToken},
        syntax::Syntax,
        token::{Target, VerifiedTokens},
    },
};

const ID_TOKEN: &str = "idToken";
const REFRESH_TOKEN: &str = "refreshToken";
const ACCESS_TOKENS: &str = "accessToken";
const CLOCK_OFFSET: &str = "clockOffset";

/// A hundred years, in seconds: a clock without a battery begins in 1970, and none is more wrong than that.
const LARGEST_OFFSET: f64 = 3_155_760_000.0;

/// In the order of writing: of all of it, only the refresh token cannot be had again.
const NAMES: [&str; 4] = [REFRESH_TOKEN, ID_TOKEN, ACCESS_TOKENS, CLOCK_OFFSET];

/// An access token and what is known of it.
#[derive(Debug, Clone)]
pub struct StoredAccessToken {
    /// The token.
    pub token: AccessToken,
    /// The scopes it was granted for.
    pub scope: Text,
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

/// All that is stored of a session, by [`NAMES`].
#[derive(Clone, Default, PartialEq)]
pub struct Tokens([Option<Text>; 4]);

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
        // Without it, there is nothing to hand over.
        tokens.0[0].is_some().then_some(tokens)
    }
}

impl Tokens {
    /// As an object of texts.
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

    /// The same, with this ID token if there is none.
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

impl<P: Platform> Store<'_, '_, P> {
    /// The ID token, unless it cannot be one.
    ///
    /// # Errors
    /// Those of a site's own storage; so for everything here that reads or removes.
    pub fn id_token(&self) -> Result<Option<Box<StoredIdToken>>, Error> {
        let raw = self.local(ID_TOKEN)?;
        Ok(raw.and_then(|raw| StoredIdToken::read(raw, self.call)).map(Box::new))
    }

    /// The refresh token.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub fn refresh_token(&self) -> Result<Option<RefreshToken>, Error> {
        Ok(self.local(REFRESH_TOKEN)?.map(RefreshToken::new))
    }

    /// The access token for `target`, expired or not.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub fn access_token(&self, target: &Target) -> Result<Option<StoredAccessToken>, Error> {
        Ok(self.access_tokens()?.required(&target.key()))
    }

    /// How many seconds the device's clock is behind the provider's, as far as it matters.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub fn clock_offset(&self) -> Result<f64, Error> {
        let text = self.local(CLOCK_OFFSET)?;
        let value = text.and_then(|text| self.call.parse(&text));
        let offset = value.and_then(|value| f64::from_json(&value));
        // One that is absurd, such as 1e999, would make a session last for ever.
        Ok(offset.filter(|offset| offset.abs() <= LARGEST_OFFSET).unwrap_or_default())
    }

    /// All that is stored.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub fn tokens(&self) -> Result<Tokens, Error> {
        let mut tokens = Tokens::default();
        for (name, text) in NAMES.iter().zip(&mut tokens.0) {
            *text = self.local(name)?;
        }
        Ok(tokens)
    }

    /// What there will be to store after this answer to a request of `requested_at`.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub fn tokens_with(
        &self,
        answer: &VerifiedTokens,
        target: &Target,
        requested_at: f64,
        keep: Keep,
    ) -> Result<Tokens, Error> {
        let (mut tokens, access_tokens) = match keep {
            Keep::OtherTokens => (self.tokens()?, self.access_tokens()?),
            Keep::Nothing => (Tokens::default(), Value::object()),
        };
        let token = StoredAccessToken {
            token: answer.access_token().clone(),
            scope: answer.scope().into(),
            expires_at: (requested_at + answer.expires_in()).min(Seconds::LAST),
        };
        if let Some(token) = answer.refresh_token() {
            tokens = tokens.with_refresh_token(token);
        }
        if let Some(token) = answer.id_token() {
            tokens.0[1] = Some(token.raw().expose().into());
            tokens.0[3] = self.offset(token.issued_at() - requested_at);
        } else if let Some(stored) = self.id_token()?
            && let Some(issued_at) = stored.issued_at
            && issued_at > requested_at + self.clock_offset()?
        {
            // Nothing tells the provider's time, but it is not before this.
            tokens.0[3] = self.offset(issued_at - requested_at);
        }
        let access_tokens = access_tokens.with(&target.key(), Some(token.to_json()));
        tokens.0[2] = Some(self.call.print(&access_tokens));
        Ok(tokens)
    }

    /// A clock that is less wrong than what two clocks may differ by is right enough.
    fn offset(&self, seconds: f64) -> Option<Text> {
        let is_notable = seconds.abs() > CLOCK_TOLERANCE;
        is_notable.then(|| self.call.print(&Value::Number(seconds)))
    }

    /// Stores a session, whole or not at all. Where the browser's storage takes nothing more, the page
    /// keeps it as long as it lives.
    ///
    /// # Errors
    /// [`crate::protocol::Code::StorageUnavailable`]; then everything is as it was.
    pub fn put(&self, tokens: &Tokens) -> Result<(), Error> {
        let values = NAMES.iter().zip(&tokens.0);
        let mut values: Vec<_> =
            values.map(|(name, text)| (self.key(Area::Local, name), text.as_deref())).collect();
        // Other tabs are told of one value after the other: never of the next user beside the access tokens
        // of the one before.
        let before = self.id_token()?;
        let after = tokens.0[1].clone().and_then(|raw| StoredIdToken::read(raw, self.call));
        if before.is_some_and(|before| after.is_none_or(|after| after.sub != before.sub)) {
            values.insert(0, (self.key(Area::Local, ACCESS_TOKENS), None));
        }
        self.call.write(&values)
    }

    /// Removes the access tokens.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub fn clear_access_tokens(&self) -> Result<(), Error> {
        self.remove(Area::Local, ACCESS_TOKENS)
    }

    /// Removes all tokens.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub fn clear_tokens(&self) -> Result<(), Error> {
        for name in NAMES {
            self.remove(Area::Local, name)?;
        }
        Ok(())
    }

    /// Access tokens by [`Target::key`].
    fn access_tokens(&self) -> Result<Value, Error> {
        let text = self.local(ACCESS_TOKENS)?;
        Ok(text.and_then(|text| self.call.parse(&text)).unwrap_or(Value::Null))
    }
}

/// What becomes of the tokens that an answer does not replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// They stay: the answer renews the same session.
    OtherTokens,
    /// They go: the answer begins a new session.
    Nothing,
}
