//! The authorization request (OIDC Core §3.1.2.1; resource indicators, RFC 8707; Logto's own
//! parameters for its sign-in page).

use super::{
    Code, Error,
    config::Config,
    discovery::Metadata,
    secret::CodeVerifier,
    syntax::Syntax,
    url::{Form, with_query},
};

/// What a site can ask for at one sign-in.
#[derive(Debug, Default, Clone)]
pub struct SignInOptions {
    /// Where the provider sends the visitor back to; registered in the Logto Console.
    pub redirect_uri: String,
    /// Where the SDK sends the visitor once the callback was handled.
    pub post_redirect_uri: Option<String>,
    /// The `prompt` values, instead of the configuration's.
    pub prompt: Option<Vec<String>>,
    /// `login_hint`: fills in the identifier.
    pub login_hint: Option<String>,
    /// `first_screen`: the page of the sign-in experience to open first.
    pub first_screen: Option<String>,
    /// `interaction_mode`, which `first_screen` replaces.
    pub interaction_mode: Option<String>,
    /// `identifier`: which identifiers the first screen takes.
    pub identifiers: Vec<String>,
    /// `direct_sign_in`: skip the first screen and go to this connector.
    pub direct_sign_in: Option<DirectSignIn>,
    /// Any other parameters.
    pub extra_params: Vec<(String, String)>,
    /// Any JSON text that the site wants back after the sign-in ([`crate::session::Session::app_state`]). It is not
    /// sent.
    pub app_state: Option<String>,
    /// Remove the present tokens before leaving; `true` when not given.
    pub clear_tokens: Option<bool>,
}

/// A connector to go to at once: `social:huggingface`.
#[derive(Debug, Clone)]
pub struct DirectSignIn {
    /// `social` or `sso`.
    pub method: String,
    /// The connector's target.
    pub target: String,
}

/// The values that tie the answer to this request.
#[derive(Debug)]
pub struct Binding {
    /// Proves at the token endpoint that the code is ours (RFC 7636).
    pub code_verifier: CodeVerifier,
    /// What the authorization request says of the verifier.
    pub code_challenge: String,
    /// Comes back in the callback (RFC 6749 §10.12).
    pub state: String,
    /// Comes back in the ID token (OIDC Core §3.1.2.1).
    pub nonce: String,
}

/// Parameters that only the SDK may set: a second value would break the sign-in or its protection.
const OWN_PARAMETERS: [&str; 12] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "prompt",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "request",
    "request_uri",
];

impl SignInOptions {
    /// Checks what the site gave.
    ///
    /// # Errors
    /// [`Code::InvalidOptions`] with the name of the field and what is expected there.
    pub fn check(&self, syntax: &impl Syntax) -> Result<(), Error> {
        let is_good = |uri: &str| syntax.url(uri).is_some_and(|url| url.is_for_visitors());
        if self.redirect_uri.is_empty() {
            return Err(invalid(
                "redirectUri",
                "is missing: set it to a redirect URI that is registered in Logto",
            ));
        }
        if !is_good(&self.redirect_uri) {
            return Err(invalid(
                "redirectUri",
                "must be an absolute http(s) URL, or have the scheme of an app",
            ));
        }
        // RFC 6749 §3.1.2; the answer's parameters would end up behind the fragment.
        if self.redirect_uri.contains('#') {
            return Err(invalid("redirectUri", "must not have a fragment (#…)"));
        }
        if self.post_redirect_uri.as_deref().is_some_and(|uri| !leads_on(uri, syntax)) {
            return Err(invalid(
                "postRedirectUri",
                "must be a path of this site, an http(s) URL, or have the scheme of an app",
            ));
        }
        if self.extra_params.iter().any(|(name, _)| OWN_PARAMETERS.contains(&name.as_str())) {
            return Err(invalid(
                "extraParams",
                "must not set a parameter that the SDK sets itself, such as state, scope or prompt",
            ));
        }
        Ok(())
    }
}

/// May a visitor be sent to `uri` from a page of the site: is it a relative reference, which leads to
/// the site itself, or a URL for visitors?
#[must_use]
pub fn leads_on(uri: &str, syntax: &impl Syntax) -> bool {
    match syntax.url(uri) {
        Some(url) => url.is_for_visitors(),
        // RFC 3986 §4.2: no colon before the path's first slash, or it would be a scheme.
        None => {
            let before_path = uri.bytes().take_while(|byte| !b"/?#".contains(byte));
            before_path.into_iter().all(|byte| byte != b':')
        }
    }
}

/// The URL to send the visitor to.
#[must_use]
pub fn url(
    config: &Config,
    metadata: &Metadata,
    options: &SignInOptions,
    binding: &Binding,
) -> String {
    let prompt = options.prompt.as_ref().map(|values| values.join(" "));
    let direct_sign_in = options
        .direct_sign_in
        .as_ref()
        .map(|direct| [direct.method.as_str(), ":", direct.target.as_str()].concat());
    let first_screen = options.first_screen.as_deref().filter(|screen| !screen.is_empty());
    // The parameter that the first screen replaced.
    let interaction_mode = options.interaction_mode.as_deref().filter(|_| first_screen.is_none());

    let mut form = Form::new();
    form.add("client_id", config.app_id());
    form.add("redirect_uri", &options.redirect_uri);
    form.add("code_challenge", &binding.code_challenge);
    form.add("code_challenge_method", "S256");
    form.add("state", &binding.state);
    form.add("nonce", &binding.nonce);
    form.add("response_type", "code");
    form.add("prompt", prompt.as_deref().unwrap_or(config.prompt()));
    form.add_any("scope", Some(&config.scopes().join(" ")));
    form.add_any("login_hint", options.login_hint.as_deref());
    form.add_any("direct_sign_in", direct_sign_in.as_deref());
    form.add_any("first_screen", first_screen);
    form.add_any("interaction_mode", interaction_mode);
    form.add_any("identifier", Some(&options.identifiers.join(" ")));
    for resource in config.resources() {
        form.add("resource", resource);
    }
    for (name, value) in &options.extra_params {
        form.add(name, value);
    }
    with_query(metadata.authorization_endpoint(), form)
}

fn invalid(field: &'static str, expected: &'static str) -> Error {
    Error::invalid(Code::InvalidOptions, field, expected)
}
