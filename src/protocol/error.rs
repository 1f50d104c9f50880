//! Every error of the SDK: one table of code, class and text.
//!
//! Codes and classes are those of `@logto/browser`, with new codes where it has none. A text says
//! what happened and, where the reader can do something, what to do. Nothing of a token, a code or
//! a verifier is ever part of an error.

use super::Text;
use std::{borrow::Cow, fmt, rc::Rc};

use super::{http::Cause, secret::UnknownBody};

/// The JavaScript class that an error is thrown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// `LogtoError`: an answer of the provider that must not be trusted, or an environment that lacks something.
    Logto,
    /// `LogtoClientError`: how the SDK was used, or the state of the session.
    Client,
    /// `LogtoRequestError`: a request that failed.
    Request,
}

macro_rules! codes {
    ($($name:ident = $class:ident $code:literal: $text:literal)*) => {
        /// A stable code of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = concat!("`", $code, "`: ", $text)] $name,)*
        }

        impl Code {
            /// The whole table.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The code as JavaScript sees it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// The class it is thrown as.
            #[must_use]
            pub fn class(self) -> Class {
                match self { $(Code::$name => Class::$class,)* }
            }

            /// What happened, in words.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }
        }
    };
}

codes! {
    // Of @logto/browser: code, class and text are kept, also of those that only packages built on
    // top of it throw.
    InvalidIat = Logto "id_token.invalid_iat": "Invalid issued at time in the ID token"
    InvalidIdToken = Logto "id_token.invalid_token": "Invalid ID token"
    RedirectUriMismatched = Logto "callback_uri_verification.redirect_uri_mismatched": "The callback URI mismatches the redirect URI."
    ErrorFound = Logto "callback_uri_verification.error_found": "Error found in the callback URI"
    MissingState = Logto "callback_uri_verification.missing_state": "Missing state in the callback URI"
    StateMismatched = Logto "callback_uri_verification.state_mismatched": "State mismatched in the callback URI"
    MissingCode = Logto "callback_uri_verification.missing_code": "Missing code in the callback URI"
    CryptoSubtleUnavailable = Logto "crypto_subtle_unavailable": "Crypto.subtle is unavailable in insecure contexts (non-HTTPS)."
    UnexpectedResponse = Logto "unexpected_response_error": "Unexpected response error from the server."
    SignInSessionInvalid = Client "sign_in_session.invalid": "Invalid sign-in session."
    SignInSessionNotFound = Client "sign_in_session.not_found": "Sign-in session not found."
    NotAuthenticated = Client "not_authenticated": "Not authenticated."
    FetchUserInfoFailed = Client "fetch_user_info_failed": "Unable to fetch user info. The access token may be invalid."
    UserCancelled = Client "user_cancelled": "The user cancelled the action."
    MissingScopeOrganizations = Client "missing_scope_organizations": "The `urn:logto:scope:organizations` scope is required"

    // How the SDK was called.
    InvalidConfig = Client "config.invalid": "The configuration is invalid."
    InvalidOptions = Client "options.invalid": "An argument is invalid."
    StorageUnavailable = Client "storage_unavailable": "The browser refused to store the session: storage is full or blocked for this site."
    WebAssemblyUnavailable = Logto "webassembly_unavailable": "Logto cannot start: the browser does not run WebAssembly."
    RenewalTimedOut = Client "renewal_timed_out": "Other tabs of this site were renewing the session, and did not finish. The session is kept: try again."
    RenewalInterrupted = Client "renewal_interrupted": "The session changed while it was being renewed: somebody signed in, or another tab renewed it. Try again."
    Internal = Logto "internal_error": "Logto has failed inside, which is a bug: please report it. The session is kept, and the next call starts afresh."
    NoBrowser = Client "browser_required": "This method needs a browser: it cannot run on a server."

    // The callback (RFC 9207).
    MissingIssuer = Logto "callback_uri_verification.missing_issuer": "Missing issuer in the callback URI"
    IssuerMismatched = Logto "callback_uri_verification.issuer_mismatched": "The callback comes from another issuer than the one the sign-in was sent to."

    // Discovery and keys.
    InvalidDiscovery = Logto "discovery.invalid": "The endpoint did not answer with OpenID Connect provider metadata. Check that `endpoint` is your Logto endpoint."
    DiscoveryIssuerMismatched = Logto "discovery.issuer_mismatched": "The issuer in the provider metadata is not the configured endpoint. Set `endpoint` to the address that Logto itself uses."
    InsecureProviderEndpoint = Logto "discovery.insecure_endpoint": "The provider metadata names an endpoint that is neither https nor on this machine."
    PkceUnsupported = Logto "discovery.pkce_unsupported": "The provider does not support PKCE with S256."
    EndpointMissing = Logto "discovery.endpoint_missing": "The provider metadata lacks an endpoint that this call needs."
    InvalidJwks = Logto "jwks.invalid": "The provider's JWK Set cannot be read."

    // The ID token (OIDC Core 3.1.3.7).
    UnsupportedAlgorithm = Logto "id_token.unsupported_algorithm": "The ID token is signed with an algorithm that the provider does not announce or that is not safe to accept."
    KeyNotFound = Logto "id_token.key_not_found": "The provider's JWK Set has no key that fits the ID token."
    InvalidSignature = Logto "id_token.invalid_signature": "The signature of the ID token is wrong."
    InvalidIssuer = Logto "id_token.invalid_issuer": "The ID token was issued by somebody else."
    InvalidAudience = Logto "id_token.invalid_audience": "The ID token was issued for another application."
    InvalidNonce = Logto "id_token.invalid_nonce": "The ID token belongs to another sign-in: its nonce differs."
    Expired = Logto "id_token.expired": "The ID token has expired."
    NotYetValid = Logto "id_token.not_yet_valid": "The ID token is not valid yet."
    InvalidAtHash = Logto "id_token.invalid_at_hash": "The access token is not the one that the ID token names."
    SubjectMismatched = Logto "id_token.subject_mismatched": "The renewed ID token belongs to another user."

    // Other answers.
    InvalidTokenResponse = Logto "token_response.invalid": "The token endpoint's answer cannot be read."
    InvalidAccessToken = Logto "access_token.invalid": "The claims of the access token cannot be read."
    InvalidUserInfo = Logto "user_info.invalid": "The UserInfo endpoint's answer cannot be read."
    UserInfoSubjectMismatched = Logto "user_info.subject_mismatched": "The user information belongs to another user than the session."
    RateLimited = Request "rate_limited": "The provider has asked to be left alone for a while. The session is kept: try again later."
    NetworkError = Request "network_error": "No answer from the provider. Check the connection, and that this site's origin is among the application's allowed CORS origins in Logto."
}

/// A text of the program's own. By reference, so that an error is no more than two words.
pub type Words = &'static &'static str;

/// What a method of the SDK fails with. Two words: errors travel through every function.
#[derive(Debug, Clone)]
pub enum Error {
    /// An entry of the table, nothing to add.
    Code(Code),
    /// An entry of the table and a remark on the circumstances (the error's `data`).
    Because(Code, Words),
    /// An entry of the table, in words that fit the case better.
    Said(Code, Words),
    /// A field of the configuration or of a method's argument.
    Invalid(Rc<Invalid>),
    /// The session has ended: [`Code::NotAuthenticated`], because of this answer.
    Ended(Rc<Error>),
    /// What it comes to is not known yet: never the end of a call (see [`crate::session::call`]).
    NotYet,
    /// What the provider or the network answered.
    Answer(Rc<Failure>),
}

/// Which field is wrong, and how.
#[derive(Debug)]
pub struct Invalid {
    /// [`Code::InvalidConfig`] or [`Code::InvalidOptions`].
    pub code: Code,
    /// The name of the field.
    pub field: &'static str,
    /// What is expected there, as a clause: "must be …".
    pub expected: &'static str,
}

/// An answer that is an error, or no answer.
#[derive(Debug)]
pub enum Failure {
    /// The provider answered the authorization request with an error (RFC 6749 §4.1.2.1).
    Authorization {
        /// `error`.
        error: Text,
        /// `error_description`.
        description: Option<Text>,
    },
    /// The provider answered a request with an error.
    Request {
        /// The HTTP status code.
        status: u16,
        /// The code of the error body (`oidc.invalid_grant`), `rate_limited`, or `http_error_<status>`.
        code: Text,
        /// The message of the error body, or one that names the status.
        message: Text,
        /// The platform's response.
        cause: Option<Cause>,
    },
    /// The provider answered with an error status and JSON that is not an error of Logto's shape.
    UnexpectedBody {
        /// The JSON text.
        body: UnknownBody,
    },
    /// The request got no answer: offline, DNS, TLS, CORS.
    NoAnswer {
        /// The platform's error.
        cause: Option<Cause>,
    },
    /// Something that the site brought along failed (its storage, its requester): passed on as it is.
    Site {
        /// The error's own code; empty when it has none.
        code: Text,
        /// What the site's code threw.
        cause: Cause,
    },
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Error::Code(code)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Error::Answer(Rc::new(failure))
    }
}

impl Error {
    /// A field that is not as it should be: see [`Invalid`].
    #[must_use]
    pub fn invalid(code: Code, field: &'static str, expected: &'static str) -> Self {
        Error::Invalid(Rc::new(Invalid { code, field, expected }))
    }

    /// The entry of the table or, for an error that the provider named, its own code and message.
    fn told(&self) -> Result<Code, (&str, &str)> {
        match self {
            Error::Code(code) | Error::Because(code, _) | Error::Said(code, _) => Ok(*code),
            Error::Invalid(invalid) => Ok(invalid.code),
            Error::Ended(_) => Ok(Code::NotAuthenticated),
            Error::NotYet => Ok(Code::RenewalInterrupted),
            Error::Answer(failure) => match &**failure {
                Failure::Authorization { .. } => Ok(Code::ErrorFound),
                Failure::UnexpectedBody { .. } => Ok(Code::UnexpectedResponse),
                Failure::NoAnswer { .. } => Ok(Code::NetworkError),
                Failure::Request { code, message, .. } => Err((code, message)),
                Failure::Site { code, .. } => Err((code, "")),
            },
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self.told() {
            Ok(entry) => entry.as_str(),
            Err((code, _)) => code,
        }
    }

    /// The JavaScript class.
    #[must_use]
    pub fn class(&self) -> Class {
        self.told().map_or(Class::Request, Code::class)
    }

    /// What happened, in words.
    #[must_use]
    pub fn message(&self) -> Cow<'_, str> {
        match (self, self.told()) {
            (Error::Invalid(invalid), _) => {
                ["`", invalid.field, "` ", invalid.expected].concat().into()
            }
            (Error::Said(_, message), _) => (**message).into(),
            (_, Ok(entry)) => entry.text().into(),
            (_, Err((_, message))) => message.into(),
        }
    }

    /// Did the token endpoint say `invalid_grant` (RFC 6749 §5.2), in Logto's spelling?
    #[must_use]
    pub fn is_invalid_grant(&self) -> bool {
        self.code() == "oidc.invalid_grant"
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.message())
    }
}

impl std::error::Error for Error {}
