//! The client's configuration, checked and normalised.

use super::{Code, Error, limits::DEFAULT_LEEWAY, syntax::Syntax};

/// The scopes that every sign-in asks for, unless the site says otherwise.
pub const RESERVED_SCOPES: [&str; 3] = ["openid", "offline_access", "profile"];

/// With this scope a client may ask for organization tokens.
const ORGANIZATIONS_SCOPE: &str = "urn:logto:scope:organizations";

/// The resource that goes with [`ORGANIZATIONS_SCOPE`].
const ORGANIZATIONS_RESOURCE: &str = "urn:logto:resource:organizations";

/// The configuration as the site gave it: every field may be missing, none is checked.
#[derive(Debug, Default, Clone)]
pub struct ConfigInput {
    /// The Logto endpoint, `https://<tenant>.logto.app`.
    pub endpoint: Option<String>,
    /// The application's client ID.
    pub app_id: Option<String>,
    /// Scopes to ask for, beside the reserved ones.
    pub scopes: Vec<String>,
    /// API resources to ask for (RFC 8707).
    pub resources: Vec<String>,
    /// The `prompt` values; `consent` when there are none.
    pub prompt: Vec<String>,
    /// Ask for the reserved scopes too; `true` when not given.
    pub include_reserved_scopes: Option<bool>,
    /// How long before they expire access tokens are renewed, in seconds; 10 when not given.
    pub leeway: Option<f64>,
    /// Leave code and state in the address bar after the callback; `false` when not given.
    pub keep_callback_url: Option<bool>,
    /// Where the browser stores tokens; `localStorage` when not given.
    pub cache_location: Option<CacheLocation>,
}

/// Where the browser stores tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CacheLocation {
    /// `localStorage`: shared by all tabs, until the visitor signs out.
    #[default]
    LocalStorage,
    /// `sessionStorage`: for this tab, until it is closed.
    SessionStorage,
    /// The page's memory, until the page is left.
    Memory,
}

/// A configuration that can be used.
#[derive(Debug, Clone)]
pub struct Config {
    app_id: String,
    issuer: String,
    scopes: Vec<String>,
    resources: Vec<String>,
    prompt: String,
    leeway: f64,
    keeps_callback_url: bool,
}

impl Config {
    /// Checks and completes what the site gave.
    ///
    /// # Errors
    /// [`Code::InvalidConfig`] with the name of the field and what is expected there.
    pub fn new(input: ConfigInput, syntax: &impl Syntax) -> Result<Self, Error> {
        let endpoint = input.endpoint.filter(|endpoint| !endpoint.is_empty()).ok_or(invalid(
            "endpoint",
            "is missing: set it to your Logto endpoint, for example https://example.logto.app",
        ))?;
        let endpoint = syntax.url(&endpoint).ok_or(invalid(
            "endpoint",
            "must be an absolute URL, for example https://example.logto.app",
        ))?;
        if !endpoint.is_http() {
            return Err(invalid("endpoint", "must be an https URL without user name or password"));
        }
        if !endpoint.is_confidential() {
            return Err(invalid(
                "endpoint",
                "must be an https URL: plain http is accepted for localhost only",
            ));
        }
        let app_id = input.app_id.filter(|app_id| !app_id.is_empty()).ok_or(invalid(
            "appId",
            "is missing: set it to the App ID that the Logto Console shows",
        ))?;

        let leeway = input.leeway.unwrap_or(DEFAULT_LEEWAY);
        if !(0.0..f64::INFINITY).contains(&leeway) {
            return Err(invalid("leeway", "must be a number of seconds"));
        }

        let mut resources = input.resources;
        if input.scopes.iter().any(|scope| scope == ORGANIZATIONS_SCOPE) {
            let given = std::mem::take(&mut resources);
            for resource in given.iter().map(String::as_str).chain([ORGANIZATIONS_RESOURCE]) {
                push_new(&mut resources, resource);
            }
        }
        let scopes = if input.include_reserved_scopes.unwrap_or(true) {
            let mut scopes: Vec<String> = RESERVED_SCOPES.map(String::from).into();
            // No scope has a space in it (RFC 6749 §3.3): these are several.
            let given = input.scopes.iter().flat_map(|scope| scope.split(' '));
            for scope in given.filter(|scope| !scope.is_empty()) {
                push_new(&mut scopes, scope);
            }
            scopes
        } else {
            input.scopes
        };
        let prompt =
            if input.prompt.is_empty() { "consent".to_owned() } else { input.prompt.join(" ") };
        let mut path = String::new();
        for segment in endpoint.path.split('/').filter(|segment| !segment.is_empty()) {
            path.push('/');
            path.push_str(segment);
        }
        Ok(Config {
            app_id,
            issuer: [&endpoint.origin, &path, "/oidc"].concat(),
            scopes,
            resources,
            prompt,
            leeway,
            keeps_callback_url: input.keep_callback_url.unwrap_or(false),
        })
    }

    /// How long before they expire access tokens are renewed, in seconds.
    #[must_use]
    pub fn leeway(&self) -> f64 {
        self.leeway
    }

    /// Do code and state stay in the address bar after the callback?
    #[must_use]
    pub fn keeps_callback_url(&self) -> bool {
        self.keeps_callback_url
    }

    /// The application's client ID.
    #[must_use]
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// The issuer that this endpoint stands for: `<endpoint>/oidc`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The scopes of the authorization request.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// The resources of the authorization request.
    #[must_use]
    pub fn resources(&self) -> &[String] {
        &self.resources
    }

    /// The `prompt` parameter of the authorization request.
    #[must_use]
    pub fn prompt(&self) -> &str {
        &self.prompt
    }
}

fn invalid(field: &'static str, expected: &'static str) -> Error {
    Error::invalid(Code::InvalidConfig, field, expected)
}

fn push_new(list: &mut Vec<String>, item: &str) {
    if !list.iter().any(|known| known == item) {
        list.push(item.into());
    }
}
