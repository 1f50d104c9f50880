//! Provider metadata (OpenID Connect Discovery 1.0 §4).

use super::{
    Code, Error,
    config::Config,
    http::{Request, Response},
    json::{FromJson, Value},
    jwk::Algorithm,
    syntax::Syntax,
};

/// What a field has to be.
#[derive(Clone, Copy)]
enum Kind {
    /// A URL or the issuer: required.
    Text,
    /// A URL of an endpoint that not every provider has.
    OptionalText,
    /// A list of names: required.
    List,
    /// A list of names that may be missing.
    OptionalList,
    /// A boolean that may be missing.
    Flag,
}

impl Kind {
    fn accepts(self, value: &Value) -> bool {
        match (self, value) {
            (Kind::OptionalText | Kind::OptionalList | Kind::Flag, Value::Null)
            | (Kind::Text | Kind::OptionalText, Value::String(_))
            | (Kind::Flag, Value::Bool(_)) => true,
            (Kind::List | Kind::OptionalList, list) => Vec::<String>::from_json(list).is_some(),
            _ => false,
        }
    }
}

/// The fields that this client uses, and what they have to be.
const FIELDS: [(&str, Kind); 10] = [
    (ISSUER, Kind::Text),
    (AUTHORIZATION, Kind::Text),
    (TOKEN, Kind::Text),
    (JWKS, Kind::Text),
    (USERINFO, Kind::OptionalText),
    (REVOCATION, Kind::OptionalText),
    (END_SESSION, Kind::OptionalText),
    (ALGORITHMS, Kind::List),
    (NAMES_ISSUER, Kind::Flag),
    (CHALLENGE_METHODS, Kind::OptionalList),
];

// Named as in the copy that is kept: as the specification does, in camel case.
const ISSUER: &str = "issuer";
const AUTHORIZATION: &str = "authorizationEndpoint";
const TOKEN: &str = "tokenEndpoint";
const JWKS: &str = "jwksUri";
const USERINFO: &str = "userinfoEndpoint";
const REVOCATION: &str = "revocationEndpoint";
const END_SESSION: &str = "endSessionEndpoint";
const ALGORITHMS: &str = "idTokenSigningAlgValuesSupported";
const NAMES_ISSUER: &str = "authorizationResponseIssParameterSupported";
const CHALLENGE_METHODS: &str = "codeChallengeMethodsSupported";

/// Where requests, and the visitor, are sent.
const ENDPOINTS: [&str; 6] = [AUTHORIZATION, TOKEN, JWKS, USERINFO, REVOCATION, END_SESSION];

/// Provider metadata that was checked against the configuration it was fetched for: the whole document,
/// its names in camel case.
#[derive(Debug, Clone)]
pub struct Metadata(Value);

/// The request for the metadata: `<endpoint>/oidc/.well-known/openid-configuration`.
#[must_use]
pub fn request(config: &Config) -> Request {
    Request::get(&[config.issuer(), "/.well-known/openid-configuration"].concat())
}

/// Reads the answer (§4.3).
///
/// # Errors
/// Those of [`Response::ok`] and [`read`].
pub fn response(
    response: Response,
    config: &Config,
    syntax: &impl Syntax,
) -> Result<Metadata, Error> {
    read(&response.ok(syntax)?.body, config, syntax)
}

/// Reads metadata from JSON text: an answer, or a copy that was kept.
///
/// # Errors
/// - [`Code::InvalidDiscovery`]: not JSON, a required field is missing or of another type, or an endpoint
///   is no absolute URL or has a fragment;
/// - [`Code::DiscoveryIssuerMismatched`]: `issuer` is not where it was fetched from (§4.3);
/// - [`Code::InsecureProviderEndpoint`]: an endpoint that is neither https nor loopback;
/// - [`Code::PkceUnsupported`]: S256 is not among the PKCE methods. Who announces none has none (RFC 8414 §2).
pub fn read(text: &str, config: &Config, syntax: &impl Syntax) -> Result<Metadata, Error> {
    let document = syntax.parse(text).ok_or(Code::InvalidDiscovery)?;
    let Value::Object(fields) = document else { return Err(Code::InvalidDiscovery.into()) };
    let mut renamed = Value::object();
    for (name, value) in fields {
        renamed = renamed.with(&camel_case(&name), Some(value));
    }
    for (name, kind) in FIELDS {
        if !kind.accepts(renamed.field(name)) {
            return Err(Code::InvalidDiscovery.into());
        }
    }
    let metadata = Metadata(renamed);

    if metadata.issuer() != config.issuer() {
        return Err(Code::DiscoveryIssuerMismatched.into());
    }
    for endpoint in ENDPOINTS {
        if let Some(endpoint) = metadata.text(endpoint) {
            let url = syntax.url(endpoint).ok_or(Code::InvalidDiscovery)?;
            // A fragment would swallow the parameters of the request (RFC 6749 §3.1 and §3.2).
            if endpoint.bytes().any(|byte| byte == b'#') {
                return Err(Code::InvalidDiscovery.into());
            }
            if !url.is_confidential() {
                return Err(Code::InsecureProviderEndpoint.into());
            }
        }
    }
    if !metadata.lists(CHALLENGE_METHODS, "S256") {
        return Err(Code::PkceUnsupported.into());
    }
    Ok(metadata)
}

/// `token_endpoint` as `tokenEndpoint`; what is in camel case stays.
fn camel_case(name: &str) -> String {
    let mut camel = String::new();
    let mut words = name.split('_');
    camel.push_str(words.next().unwrap_or_default());
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

impl Metadata {
    fn text(&self, name: &str) -> Option<&str> {
        match self.0.field(name) {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    fn lists(&self, name: &str, item: &str) -> bool {
        match self.0.field(name) {
            Value::Array(items) => items.contains(&Value::from(item)),
            _ => false,
        }
    }

    /// The copy to keep, as JSON.
    #[must_use]
    pub fn encode(&self, syntax: &impl Syntax) -> String {
        syntax.print(&self.0)
    }

    /// The issuer, which is the configured one.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.text(ISSUER).unwrap_or_default()
    }

    /// Where the authorization request goes.
    #[must_use]
    pub fn authorization_endpoint(&self) -> &str {
        self.text(AUTHORIZATION).unwrap_or_default()
    }

    /// Where codes and refresh tokens are exchanged.
    #[must_use]
    pub fn token_endpoint(&self) -> &str {
        self.text(TOKEN).unwrap_or_default()
    }

    /// Where the JWK Set is.
    #[must_use]
    pub fn jwks_uri(&self) -> &str {
        self.text(JWKS).unwrap_or_default()
    }

    /// Where the user's claims are.
    ///
    /// # Errors
    /// [`Code::EndpointMissing`].
    pub fn userinfo_endpoint(&self) -> Result<&str, Error> {
        Ok(self.text(USERINFO).ok_or(Code::EndpointMissing)?)
    }

    /// Where tokens are revoked, if the provider can do that.
    #[must_use]
    pub fn revocation_endpoint(&self) -> Option<&str> {
        self.text(REVOCATION)
    }

    /// Where the provider's own session is ended.
    ///
    /// # Errors
    /// [`Code::EndpointMissing`].
    pub fn end_session_endpoint(&self) -> Result<&str, Error> {
        Ok(self.text(END_SESSION).ok_or(Code::EndpointMissing)?)
    }

    /// May ID tokens be signed with `algorithm`?
    #[must_use]
    pub fn signs_with(&self, algorithm: Algorithm) -> bool {
        let Value::Array(names) = self.0.field(ALGORITHMS) else { return false };
        names.iter().any(|name| match name {
            Value::String(name) => Algorithm::named(name) == Some(algorithm),
            _ => false,
        })
    }

    /// Does every authorization response carry `iss` (RFC 9207 §3)?
    #[must_use]
    pub fn names_issuer_in_callback(&self) -> bool {
        *self.0.field(NAMES_ISSUER) == Value::Bool(true)
    }
}
