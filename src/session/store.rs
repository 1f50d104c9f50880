//! The storage layout: that of `@logto/browser`, so that switching keeps everybody signed in.
//!
//! | where | key | value |
//! |---|---|---|
//! | local | `logto:<appId>:idToken` | the raw ID token |
//! | local | `logto:<appId>:refreshToken` | the refresh token |
//! | local | `logto:<appId>:accessToken` | JSON map of [`Target::key`] to [`StoredAccessToken`] |
//! | session | `logto:<appId>:signInSession` | JSON of [`SignInSession`] |
//! | session | `logto_cache:<appId>:openidConfiguration`, `…:jwks` | [`Cached`] metadata and keys |
//!
//! A value that cannot be read counts as absent. (A site's own storage may fail to answer; that is an
//! error, since what it holds is not known.)

use crate::{
    platform::{Area, Key, Platform},
    protocol::{
        Code, Error,
        id_token::StoredIdToken,
        json::{FromJson, Value},
        secret::{AccessToken, CodeVerifier, RawIdToken, RefreshToken},
        token::{Target, VerifiedTokens},
    },
};

/// An access token and what is known of it.
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
            expires_at: value.required("expiresAt")?,
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

/// A sign-in that is under way: what its callback is checked against.
#[derive(Debug)]
pub struct SignInSession {
    /// The redirect URI of the authorization request, to the letter.
    pub redirect_uri: String,
    /// Where to go when the callback was handled.
    pub post_redirect_uri: Option<String>,
    /// The PKCE code verifier.
    pub code_verifier: CodeVerifier,
    /// The `state` of the authorization request.
    pub state: String,
    /// Its `nonce`; absent when another SDK began this sign-in.
    pub nonce: Option<String>,
}

impl FromJson for SignInSession {
    fn from_json(value: &Value) -> Option<Self> {
        Some(SignInSession {
            redirect_uri: value.required("redirectUri")?,
            post_redirect_uri: value.optional("postRedirectUri")?,
            code_verifier: value.required("codeVerifier")?,
            state: value.required("state")?,
            nonce: value.optional("nonce")?,
        })
    }
}

impl SignInSession {
    fn to_json(&self) -> Value {
        Value::object()
            .with_text("redirectUri", Some(&self.redirect_uri))
            .with_text("postRedirectUri", self.post_redirect_uri.as_deref())
            .with_text("codeVerifier", Some(self.code_verifier.expose()))
            .with_text("state", Some(&self.state))
            .with_text("nonce", self.nonce.as_deref())
    }
}

/// What of the provider's is kept for the tab.
#[derive(Debug, Clone, Copy)]
pub enum Cached {
    /// Its metadata.
    Metadata,
    /// Its JWK Set.
    Keys,
}

const ID_TOKEN: &str = "idToken";
const REFRESH_TOKEN: &str = "refreshToken";
const ACCESS_TOKENS: &str = "accessToken";
const SIGN_IN_SESSION: &str = "signInSession";
const METADATA: &str = "openidConfiguration";
const KEYS: &str = "jwks";

/// The values that one answer of the token endpoint brings, in the order of writing: of all of it,
/// only the refresh token cannot be had again.
const TOKENS: [&str; 3] = [REFRESH_TOKEN, ID_TOKEN, ACCESS_TOKENS];

/// Reads and writes the values of one application.
pub struct Store<'a, P> {
    platform: &'a P,
    app_id: &'a str,
}

impl<'a, P: Platform> Store<'a, P> {
    /// The values of the application with this ID.
    pub fn new(platform: &'a P, app_id: &'a str) -> Self {
        Store { platform, app_id }
    }

    /// The raw ID token, unless it cannot be one.
    ///
    /// # Errors
    /// Those of a site's own storage; so for everything here that reads or removes.
    pub async fn id_token(&self) -> Result<Option<RawIdToken>, Error> {
        let raw = self.local(ID_TOKEN).await?.map(RawIdToken::new);
        Ok(raw.filter(|raw| StoredIdToken::read(raw, self.platform).is_ok()))
    }

    /// The refresh token.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn refresh_token(&self) -> Result<Option<RefreshToken>, Error> {
        Ok(self.local(REFRESH_TOKEN).await?.map(RefreshToken::new))
    }

    /// Stores a refresh token by itself.
    ///
    /// # Errors
    /// [`Code::StorageUnavailable`].
    pub async fn set_refresh_token(&self, token: &RefreshToken) -> Result<(), Error> {
        self.set_local(REFRESH_TOKEN, token.expose()).await
    }

    /// The access token for `target`, expired or not.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn access_token(&self, target: &Target) -> Result<Option<StoredAccessToken>, Error> {
        Ok(self.access_tokens().await?.required(&target.key()))
    }

    /// Stores what one answer of the token endpoint brought, whole or not at all.
    ///
    /// # Errors
    /// [`Code::StorageUnavailable`]; then everything is as it was.
    pub async fn save(
        &self,
        tokens: &VerifiedTokens,
        target: &Target,
        expires_at: f64,
        keep: Keep,
    ) -> Result<(), Error> {
        let present = match keep {
            Keep::OtherTokens => self.access_tokens().await?,
            Keep::Nothing => Value::object(),
        };
        let token = StoredAccessToken {
            token: tokens.access_token().clone(),
            scope: tokens.scope().to_owned(),
            expires_at,
        };
        let access_tokens = present.with(&target.key(), Some(token.to_json()));
        let access_tokens = self.platform.print(&access_tokens);
        let refresh_token = tokens.refresh_token().map(RefreshToken::expose);
        let id_token = tokens.id_token().map(|token| token.raw().expose());

        let before = [
            self.local(REFRESH_TOKEN).await?,
            self.local(ID_TOKEN).await?,
            self.local(ACCESS_TOKENS).await?,
        ];
        let result = self.write(&[refresh_token, id_token, Some(&access_tokens)], keep).await;
        if result.is_err() {
            // As far as it goes: the first error is the one to tell.
            let _ = self.restore(&before).await;
        }
        result
    }

    /// Writes the values of [`TOKENS`]; those without a new value stay or go.
    async fn write(&self, values: &[Option<&str>], keep: Keep) -> Result<(), Error> {
        for (name, value) in TOKENS.iter().zip(values) {
            match value {
                Some(value) => self.set_local(name, value).await?,
                None if keep == Keep::Nothing => self.remove(Area::Local, name).await?,
                None => {}
            }
        }
        Ok(())
    }

    /// Puts back what was there. Removing comes first, since it makes room.
    async fn restore(&self, before: &[Option<String>]) -> Result<(), Error> {
        self.clear_tokens().await?;
        for (name, value) in TOKENS.iter().zip(before) {
            if let Some(value) = value {
                // It was there a moment ago, so it fits.
                self.set_local(name, value).await?;
            }
        }
        Ok(())
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
        for name in TOKENS {
            self.remove(Area::Local, name).await?;
        }
        Ok(())
    }

    /// Removes every value of this application.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn clear(&self) -> Result<(), Error> {
        self.clear_tokens().await?;
        self.remove_sign_in().await?;
        self.forget().await;
        Ok(())
    }

    /// The sign-in that is under way.
    ///
    /// # Errors
    /// [`Code::SignInSessionNotFound`]; [`Code::SignInSessionInvalid`] when it cannot be read.
    pub async fn sign_in(&self) -> Result<SignInSession, Error> {
        let text = self.get(Area::Session, SIGN_IN_SESSION).await?;
        let text = text.ok_or(Code::SignInSessionNotFound)?;
        Ok(self.platform.read(&text).ok_or(Code::SignInSessionInvalid)?)
    }

    /// The sign-in that is under way, if there is one that can be read.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn pending(&self) -> Result<Option<SignInSession>, Error> {
        match self.sign_in().await {
            Err(Error::Code(Code::SignInSessionNotFound | Code::SignInSessionInvalid)) => Ok(None),
            sign_in => sign_in.map(Some),
        }
    }

    /// Remembers a sign-in for its callback.
    ///
    /// # Errors
    /// [`Code::StorageUnavailable`].
    pub async fn set_sign_in(&self, sign_in: &SignInSession) -> Result<(), Error> {
        let text = self.platform.print(&sign_in.to_json());
        self.platform.set(self.key(Area::Session, SIGN_IN_SESSION), &text).await
    }

    /// Forgets the sign-in that was under way.
    ///
    /// # Errors
    /// See [`Store::id_token`].
    pub async fn remove_sign_in(&self) -> Result<(), Error> {
        self.remove(Area::Session, SIGN_IN_SESSION).await
    }

    /// The kept copy of something of the provider's. It is only a copy: where it cannot be read, it
    /// is fetched again.
    pub async fn cached(&self, what: Cached) -> Option<String> {
        self.platform.get(self.cache_key(what)).await.ok()?
    }

    /// Keeps a copy, where that can be done.
    pub async fn cache(&self, what: Cached, text: &str) {
        let _ = self.platform.set(self.cache_key(what), text).await;
    }

    /// Drops the kept copies, where that can be done.
    pub async fn forget(&self) {
        for what in [Cached::Metadata, Cached::Keys] {
            let _ = self.platform.remove(self.cache_key(what)).await;
        }
    }

    /// Access tokens by [`Target::key`].
    async fn access_tokens(&self) -> Result<Value, Error> {
        let text = self.local(ACCESS_TOKENS).await?;
        Ok(text.and_then(|text| self.platform.parse(&text)).unwrap_or(Value::Null))
    }

    async fn local(&self, name: &'static str) -> Result<Option<String>, Error> {
        self.get(Area::Local, name).await
    }

    async fn set_local(&self, name: &'static str, value: &str) -> Result<(), Error> {
        self.platform.set(self.key(Area::Local, name), value).await
    }

    /// An empty value counts as absent, as in `@logto/browser`.
    async fn get(&self, area: Area, name: &'static str) -> Result<Option<String>, Error> {
        let value = self.platform.get(self.key(area, name)).await?;
        Ok(value.filter(|value| !value.is_empty()))
    }

    async fn remove(&self, area: Area, name: &'static str) -> Result<(), Error> {
        self.platform.remove(self.key(area, name)).await
    }

    fn key(&self, area: Area, name: &'static str) -> Key<'a> {
        Key { area, app_id: self.app_id, name }
    }

    fn cache_key(&self, what: Cached) -> Key<'a> {
        let name = match what {
            Cached::Metadata => METADATA,
            Cached::Keys => KEYS,
        };
        self.key(Area::Cache, name)
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
