//! The UserInfo endpoint (OIDC Core §5.3).

use super::{
    Code, Error,
    discovery::Metadata,
    http::{Request, Response},
    secret::AccessToken,
    syntax::Syntax,
};

/// The request for the user's claims, with the access token as bearer (RFC 6750 §2.1).
///
/// # Errors
/// [`Code::EndpointMissing`] when the provider has no UserInfo endpoint.
pub fn request(metadata: &Metadata, access_token: &AccessToken) -> Result<Request, Error> {
    let mut request = Request::get(metadata.userinfo_endpoint()?);
    request.bearer = Some(access_token.expose().into());
    Ok(request)
}

/// The answer's JSON text, once it is known to be about `subject` (§5.3.2: `sub` must be checked).
///
/// # Errors
/// Those of [`Response::ok`]; [`Code::InvalidUserInfo`]; [`Code::UserInfoSubjectMismatched`].
pub fn response(response: Response, subject: &str, syntax: &impl Syntax) -> Result<String, Error> {
    let body = response.ok(syntax)?.body;
    let claims = syntax.parse(&body).ok_or(Code::InvalidUserInfo)?;
    let sub: String = claims.required("sub").ok_or(Code::InvalidUserInfo)?;
    if sub == subject { Ok(body) } else { Err(Code::UserInfoSubjectMismatched.into()) }
}
