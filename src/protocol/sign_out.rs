//! Token revocation (RFC 7009) and the end-session URL (OIDC RP-Initiated Logout 1.0 §2).

use super::{
    Code, Error,
    config::Config,
    discovery::Metadata,
    http::Request,
    secret::RefreshToken,
    syntax::Syntax,
    url::{Form, with_query},
};

/// The request that revokes `refresh_token`, if the provider can revoke.
#[must_use]
pub fn revocation_request(
    config: &Config,
    metadata: &Metadata,
    refresh_token: &RefreshToken,
) -> Option<Request> {
    let mut form = Form::new();
    form.add("client_id", config.app_id());
    form.add("token", refresh_token.expose());
    Some(Request::post(metadata.revocation_endpoint()?, form))
}

/// Where to send the visitor to end the provider's session.
///
/// # Errors
/// [`Code::InvalidOptions`] when the post-logout redirect URI is neither an http(s) URL nor one of an app;
/// [`Code::EndpointMissing`].
pub fn url(
    config: &Config,
    metadata: &Metadata,
    post_logout_redirect_uri: Option<&str>,
) -> Result<String, Error> {
    let mut form = Form::new();
    form.add("client_id", config.app_id());
    form.add_any("post_logout_redirect_uri", post_logout_redirect_uri);
    Ok(with_query(metadata.end_session_endpoint()?, form))
}

/// Checks the post-logout redirect URI before anything is undone.
///
/// # Errors
/// [`Code::InvalidOptions`].
pub fn check(post_logout_redirect_uri: Option<&str>, syntax: &impl Syntax) -> Result<(), Error> {
    let acceptable = post_logout_redirect_uri
        .is_none_or(|uri| syntax.url(uri).is_some_and(|url| url.is_for_visitors()));
    if acceptable {
        Ok(())
    } else {
        Err(Error::invalid(
            Code::InvalidOptions,
            "postLogoutRedirectUri",
            "must be an absolute http(s) URL, or have the scheme of an app",
        ))
    }
}
