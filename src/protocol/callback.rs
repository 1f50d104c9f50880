//! The authorization response (OIDC Core §3.1.2.5 and §3.1.2.7; `iss`, RFC 9207).

use super::{
    Code, Error, Failure, Remark, discovery::Metadata, secret::AuthorizationCode, syntax::Syntax,
    url::Url,
};

/// An authorization response whose place and `state` were checked: it answers our own request.
///
/// Its code can be had only through [`Answer::validate`], which checks the issuer too.
#[derive(Debug)]
pub struct Answer {
    error: Option<String>,
    description: Option<String>,
    issuer: Option<String>,
    code: Option<AuthorizationCode>,
}

/// A callback that passed every check; the only thing that a code can be exchanged with:
///
/// ```compile_fail,E0451
/// use logto_wasm::protocol::{callback::ValidatedCallback, secret::AuthorizationCode};
///
/// let code = AuthorizationCode::new("not checked".into());
/// let callback = ValidatedCallback { code };
/// ```
#[derive(Debug)]
pub struct ValidatedCallback {
    code: AuthorizationCode,
}

/// Does `url` answer at `redirect_uri`: same origin and path, and every parameter that the redirect
/// URI had of its own?
#[must_use]
pub fn is_at(url: &Url, redirect_uri: &Url) -> bool {
    answer_parameters(url, redirect_uri).is_some()
}

/// The parameters that the provider added to `redirect_uri`; `None` when `url` is another place.
fn answer_parameters(url: &Url, redirect_uri: &Url) -> Option<Vec<(String, String)>> {
    if url.place != redirect_uri.place {
        return None;
    }
    let mut parameters = url.parameters.clone();
    for own in &redirect_uri.parameters {
        let place = parameters.iter().position(|parameter| parameter == own)?;
        parameters.remove(place);
    }
    Some(parameters)
}

/// The value of a parameter, if it is there and not empty (RFC 6749 §3.1).
///
/// # Errors
/// [`Code::StateMismatched`] when it is there twice: then there is no telling which one is meant.
fn single(parameters: &[(String, String)], name: &str) -> Result<Option<String>, Error> {
    let mut found = None;
    for (_, value) in parameters.iter().filter(|parameter| parameter.0 == name) {
        if found.is_some() {
            return Err(Error::Because(Code::StateMismatched, Remark::RepeatedParameter));
        }
        found = Some(value);
    }
    Ok(found.filter(|value| !value.is_empty()).cloned())
}

/// The `state` in a URL, if it may be a callback at all.
#[must_use]
pub fn state(url: &Url) -> Option<String> {
    single(&url.parameters, "state").ok()?
}

/// Reads the callback URL of the sign-in that went out with `redirect_uri` and `state`.
///
/// The state comes before everything else: without it, the response belongs to no sign-in, and not even an error is
/// believed.
///
/// # Errors
/// [`Code::RedirectUriMismatched`], [`Code::MissingState`], [`Code::StateMismatched`] (also when
/// `state`, `code`, `iss` or `error` is there twice, RFC 6749 §3.1).
pub fn read(
    callback_uri: &str,
    redirect_uri: &str,
    state: &str,
    syntax: &impl Syntax,
) -> Result<Answer, Error> {
    let redirect_uri = syntax.url(redirect_uri).ok_or(Code::SignInSessionInvalid)?;
    let url = syntax.url(callback_uri).ok_or(Code::RedirectUriMismatched)?;
    let parameters = answer_parameters(&url, &redirect_uri).ok_or(Code::RedirectUriMismatched)?;
    let value = |name| single(&parameters, name);
    if value("state")?.ok_or(Code::MissingState)? != state {
        return Err(Code::StateMismatched.into());
    }
    Ok(Answer {
        error: value("error")?,
        description: value("error_description")?,
        issuer: value("iss")?,
        code: value("code")?.map(AuthorizationCode::new),
    })
}

impl Answer {
    /// Checks who answered, and what.
    ///
    /// # Errors
    /// - [`Code::MissingIssuer`], [`Code::IssuerMismatched`] (RFC 9207 §2.4);
    /// - [`Failure::Authorization`]: the provider refused (RFC 6749 §4.1.2.1);
    /// - [`Code::MissingCode`].
    pub fn validate(self, metadata: &Metadata) -> Result<ValidatedCallback, Error> {
        match self.issuer {
            Some(issuer) if issuer != metadata.issuer() => {
                return Err(Code::IssuerMismatched.into());
            }
            None if metadata.names_issuer_in_callback() => return Err(Code::MissingIssuer.into()),
            _ => {}
        }
        if let Some(error) = self.error {
            return Err(Failure::Authorization { error, description: self.description }.into());
        }
        Ok(ValidatedCallback { code: self.code.ok_or(Code::MissingCode)? })
    }
}

impl ValidatedCallback {
    /// The code to exchange.
    #[must_use]
    pub fn code(&self) -> &AuthorizationCode {
        &self.code
    }
}
