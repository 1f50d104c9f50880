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
//! A value that cannot be read counts as absent.

use crate::{
    platform::{Area, Platform},
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

impl Cached {
    fn name(self) -> &'static str {
        match self {
            Cached::Metadata => "openidConfiguration",
            Cached::Keys => "jwks",
        }
    }
}

const ID_TOKEN: &str = "idToken";
const REFRESH_TOKEN: &str = "refreshToken";
const ACCESS_TOKENS: &str = "accessToken";
const SIGN_IN_SESSION: &str = "signInSession";

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
    #[must_use]
    pub fn id_token(&self) -> Option<RawIdToken> {
        let raw = RawIdToken::new(self.local(ID_TOKEN)?);
        StoredIdToken::read(&raw, self.platform).ok().map(|_| raw)
    }

    /// The refresh token.
    #[must_use]
    pub fn refresh_token(&self) -> Option<RefreshToken> {
        self.local(REFRESH_TOKEN).map(RefreshToken::new)
    }

    /// The access token for `target`, expired or not.
    #[must_use]
    pub fn access_token(&self, target: &Target) -> Option<StoredAccessToken> {
        self.access_tokens().required(&target.key())
    }

    /// Stores what one answer of the token endpoint brought, whole or not at all.
    ///
    /// # Errors
    /// [`Code::StorageUnavailable`]; then everything is as it was.
    pub fn save(
        &self,
        tokens: &VerifiedTokens,
        target: &Target,
        expires_at: f64,
        keep: Keep,
    ) -> Result<(), Error> {
        let present = match keep {
            Keep::OtherTokens => self.access_tokens(),
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

        let before = TOKENS.map(|name| self.local(name));
        let result = self.write(&[refresh_token, id_token, Some(&access_tokens)], keep);
        if result.is_err() {
            self.restore(&before);
        }
        result
    }

    /// Writes the values of [`TOKENS`]; those without a new value stay or go.
    fn write(&self, values: &[Option<&str>], keep: Keep) -> Result<(), Error> {
        for (name, value) in TOKENS.iter().zip(values) {
            match value {
                Some(value) => self.set_local(name, value)?,
                None if keep == Keep::Nothing => self.remove_local(name),
                None => {}
            }
        }
        Ok(())
    }

    /// Puts back what was there. Removing comes first, since it makes room.
    fn restore(&self, before: &[Option<String>]) {
        self.clear_tokens();
        for (name, value) in TOKENS.iter().zip(before) {
            if let Some(value) = value {
                // It was there a moment ago, so it fits.
                let _ = self.set_local(name, value);
            }
        }
    }

    /// Removes all tokens.
    pub fn clear_tokens(&self) {
        for name in TOKENS {
            self.remove_local(name);
        }
    }

    /// Removes every value of this application.
    pub fn clear(&self) {
        self.clear_tokens();
        self.remove_sign_in();
        for cached in [Cached::Metadata, Cached::Keys] {
            self.forget(cached);
        }
    }

    /// The sign-in that is under way.
    ///
    /// # Errors
    /// [`Code::SignInSessionNotFound`]; [`Code::SignInSessionInvalid`] when it cannot be read.
    pub fn sign_in(&self) -> Result<SignInSession, Error> {
        let text = self
            .platform
            .get(Area::Session, &self.key(SIGN_IN_SESSION))
            .ok_or(Code::SignInSessionNotFound)?;
        Ok(self.platform.read(&text).ok_or(Code::SignInSessionInvalid)?)
    }

    /// Remembers a sign-in for its callback.
    ///
    /// # Errors
    /// [`Code::StorageUnavailable`].
    pub fn set_sign_in(&self, sign_in: &SignInSession) -> Result<(), Error> {
        let text = self.platform.print(&sign_in.to_json());
        self.platform.set(Area::Session, &self.key(SIGN_IN_SESSION), &text)
    }

    /// Forgets the sign-in that was under way.
    pub fn remove_sign_in(&self) {
        self.platform.remove(Area::Session, &self.key(SIGN_IN_SESSION));
    }

    /// The kept copy of something of the provider's.
    #[must_use]
    pub fn cached(&self, what: Cached) -> Option<String> {
        self.platform.get(Area::Session, &self.cache_key(what))
    }

    /// Keeps a copy. It is only a copy: where it cannot be kept, it is fetched again.
    pub fn cache(&self, what: Cached, text: &str) {
        let _ = self.platform.set(Area::Session, &self.cache_key(what), text);
    }

    /// Drops a kept copy.
    pub fn forget(&self, what: Cached) {
        self.platform.remove(Area::Session, &self.cache_key(what));
    }

    /// Access tokens by [`Target::key`].
    fn access_tokens(&self) -> Value {
        let text = self.local(ACCESS_TOKENS);
        text.and_then(|text| self.platform.parse(&text)).unwrap_or(Value::Null)
    }

    /// An empty value counts as absent, as in `@logto/browser`.
    fn local(&self, name: &str) -> Option<String> {
        self.platform.get(Area::Local, &self.key(name)).filter(|value| !value.is_empty())
    }

    fn set_local(&self, name: &str, value: &str) -> Result<(), Error> {
        self.platform.set(Area::Local, &self.key(name), value)
    }

    fn remove_local(&self, name: &str) {
        self.platform.remove(Area::Local, &self.key(name));
    }

    fn key(&self, name: &str) -> String {
        ["logto:", self.app_id, ":", name].concat()
    }

    fn cache_key(&self, what: Cached) -> String {
        ["logto_cache:", self.app_id, ":", what.name()].concat()
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
