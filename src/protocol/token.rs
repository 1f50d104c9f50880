//! The token endpoint: code and refresh grants (OIDC Core §3.1.3 and §12; RFC 6749 §5; RFC 8707).

use super::{
    Code, Error,
    callback::ValidatedCallback,
    config::Config,
    discovery::Metadata,
    http::{Request, Response},
    id_token::{self, Exchange, Expected, VerifiedIdToken},
    json::{FromJson, Seconds, Value},
    jwk::{JwkSet, Verifier},
    secret::{AccessToken, CodeVerifier, RawIdToken, RefreshToken},
    syntax::Syntax,
    url::Form,
};

/// What an access token is for: a resource, an organization, both, or neither (the UserInfo endpoint).
#[derive(Debug, Default, Clone)]
pub struct Target {
    /// The resource indicator (RFC 8707 §2).
    pub resource: Option<String>,
    /// The organization's ID.
    pub organization_id: Option<String>,
}

impl Target {
    /// The key under which the token is stored: `@<resource>[#<organizationId>]`. The scopes that
    /// may stand before the `@` are always empty.
    #[must_use]
    pub fn key(&self) -> String {
        let resource = self.resource.as_deref().unwrap_or_default();
        match self.organization_id.as_deref().unwrap_or_default() {
            "" => ["@", resource].concat(),
            organization => ["@", resource, "#", organization].concat(),
        }
    }
}

/// The request that exchanges the callback's code (RFC 6749 §4.1.3, RFC 7636 §4.5).
#[must_use]
pub fn code_request(
    config: &Config,
    metadata: &Metadata,
    callback: &ValidatedCallback,
    redirect_uri: &str,
    verifier: &CodeVerifier,
) -> Request {
    let mut form = Form::new();
    form.add("client_id", config.app_id());
    form.add("code", callback.code().expose());
    form.add("code_verifier", verifier.expose());
    form.add("redirect_uri", redirect_uri);
    form.add("grant_type", "authorization_code");
    Request::post(metadata.token_endpoint(), form)
}

/// The request that spends a refresh token (RFC 6749 §6).
#[must_use]
pub fn refresh_request(
    config: &Config,
    metadata: &Metadata,
    refresh_token: &RefreshToken,
    target: &Target,
) -> Request {
    let mut form = Form::new();
    form.add("client_id", config.app_id());
    form.add("refresh_token", refresh_token.expose());
    form.add("grant_type", "refresh_token");
    form.add_any("resource", target.resource.as_deref());
    form.add_any("organization_id", target.organization_id.as_deref());
    Request::post(metadata.token_endpoint(), form)
}

/// A successful answer (RFC 6749 §5.1), not yet verified: it can only be turned into
/// [`VerifiedTokens`].
#[derive(Debug)]
pub struct TokenResponse {
    access_token: AccessToken,
    token_type: String,
    expires_in: Option<f64>,
    refresh_token: Option<RefreshToken>,
    id_token: Option<RawIdToken>,
    scope: Option<String>,
}

impl FromJson for TokenResponse {
    fn from_json(value: &Value) -> Option<Self> {
        Some(TokenResponse {
            access_token: value.required("access_token")?,
            token_type: value.required("token_type")?,
            expires_in: value.optional::<Seconds>("expires_in")?.map(|Seconds(life)| life),
            refresh_token: value.optional("refresh_token")?,
            id_token: value.optional("id_token")?,
            scope: value.optional("scope")?,
        })
    }
}

/// Tokens that may be stored. An answer as it came may not:
///
/// ```compile_fail,E0308
/// use logto_wasm::{
///     platform::Platform,
///     protocol::{Error, token::{Target, TokenResponse}},
///     session::store::{Keep, Store, Tokens},
/// };
///
/// async fn store<P: Platform>(store: Store<'_, P>, answer: TokenResponse) -> Result<(), Error> {
///     let target = Target::default();
///     let tokens: Tokens = store.tokens_with(&answer, &target, 0.0, Keep::Nothing).await?;
///     store.put(&tokens).await
/// }
/// ```
///
/// With `answer: VerifiedTokens` it does:
///
/// ```
/// # use logto_wasm::{
/// #     platform::Platform,
/// #     protocol::{Error, token::{Target, VerifiedTokens}},
/// #     session::store::{Keep, Store, Tokens},
/// # };
/// async fn store<P: Platform>(store: Store<'_, P>, answer: VerifiedTokens) -> Result<(), Error> {
///     let target = Target::default();
///     let tokens: Tokens = store.tokens_with(&answer, &target, 0.0, Keep::Nothing).await?;
///     store.put(&tokens).await
/// }
/// ```
#[derive(Debug)]
pub struct VerifiedTokens {
    access_token: AccessToken,
    scope: String,
    expires_in: f64,
    refresh_token: Option<RefreshToken>,
    id_token: Option<VerifiedIdToken>,
}

/// Reads the answer of the token endpoint.
///
/// # Errors
/// Those of [`Response::ok`]; [`Code::InvalidTokenResponse`] when a required field is missing or
/// out of range.
pub fn response(response: Response, syntax: &impl Syntax) -> Result<TokenResponse, Error> {
    let tokens: TokenResponse = response.json(syntax, Code::InvalidTokenResponse)?;
    let usable = is_opaque_text(tokens.access_token.expose())
        && tokens.token_type.eq_ignore_ascii_case("bearer")
        && tokens.refresh_token.as_ref().is_none_or(|token| is_opaque_text(token.expose()));
    if usable { Ok(tokens) } else { Err(Code::InvalidTokenResponse.into()) }
}

/// At least one character, and only printable ASCII: what access and refresh tokens are made of (RFC 6749,
/// A.12 and A.17). A line break in one would break the header that it is sent in.
fn is_opaque_text(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

impl TokenResponse {
    /// The ID token, not yet verified.
    #[must_use]
    pub fn id_token(&self) -> Option<&RawIdToken> {
        self.id_token.as_ref()
    }

    /// The refresh token that comes next.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    /// Verifies the ID token in the answer. A sign-in must bring one; a refresh may.
    ///
    /// # Errors
    /// Those of [`id_token::verify`]; [`Code::InvalidTokenResponse`] when a sign-in brought no ID token.
    pub async fn verify<S: Syntax + Verifier>(
        self,
        from: Exchange<'_>,
        client_id: &str,
        now: f64,
        (metadata, keys): (&Metadata, &JwkSet),
        host: &S,
    ) -> Result<VerifiedTokens, Error> {
        let is_sign_in = matches!(from, Exchange::SignIn(_));
        let id_token = match self.id_token {
            Some(raw) => {
                let access_token = Some(&self.access_token);
                let signature_check = host.signature_check();
                let expected = Expected { client_id, from, access_token, now, signature_check };
                Some(id_token::verify(raw, &expected, metadata, keys, host).await?)
            }
            None if is_sign_in => return Err(Code::InvalidTokenResponse.into()),
            None => None,
        };
        Ok(VerifiedTokens {
            access_token: self.access_token,
            scope: self.scope.unwrap_or_default(),
            // A token of unknown life (RFC 6749 §5.1: expires_in is only recommended) is used once.
            expires_in: self.expires_in.unwrap_or_default(),
            refresh_token: self.refresh_token,
            id_token,
        })
    }
}

impl VerifiedTokens {
    /// The access token.
    #[must_use]
    pub fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    /// The scopes it was granted for, as the answer spells them.
    #[must_use]
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// Its life in seconds, counted from the request.
    #[must_use]
    pub fn expires_in(&self) -> f64 {
        self.expires_in
    }

    /// The refresh token that comes next.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    /// The ID token.
    #[must_use]
    pub fn id_token(&self) -> Option<&VerifiedIdToken> {
        self.id_token.as_ref()
    }
}
