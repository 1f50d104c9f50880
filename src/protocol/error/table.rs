//! The table: code, class and text of every error.
//!
//! Why each happens and what to do about it is beside it, in `explained`, which no build but that of the tests has.

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

/// A remark on the circumstances of an error: its `data`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// There is no ID token.
    NoIdToken,
    /// There is no refresh token.
    NoRefreshToken,
    /// The callback has a parameter twice.
    RepeatedParameter,
}

impl Remark {
    /// The remark in words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Remark::NoIdToken => "ID token not found",
            Remark::NoRefreshToken => "Refresh token not found",
            Remark::RepeatedParameter => "A parameter is there twice.",
        }
    }
}

/// The text of [`Code::InvalidIat`] where the device's clock is to blame.
pub(super) const WRONG_CLOCK: &str = "The ID token was issued at another time than this device shows, by more than a day. Set the clock of the device, then sign in again.";

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

            /// The entry of the table.
            fn entry(self) -> &'static (&'static str, Class, &'static str) {
                // In the order of the variants.
                const ENTRIES: &[(&str, Class, &str)] = &[$(($code, Class::$class, $text)),*];
                &ENTRIES[self as usize]
            }

            /// The code as JavaScript sees it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                self.entry().0
            }

            /// The class it is thrown as.
            #[must_use]
            pub fn class(self) -> Class {
                self.entry().1
            }

            /// What happened, in words.
            #[must_use]
            pub fn text(self) -> &'static str {
                self.entry().2
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
    CoreUnavailable = Logto "core_unavailable": "core.js could not be loaded. Check the connection and try again, or reload the page. Service workers need `logto-wasm/bundled`."
    CoreMismatched = Logto "core_mismatched": "core.js is of another release than the entry file. Load both from one release."
    RenewalTimedOut = Client "renewal_timed_out": "Other tabs of this site were renewing the session, and did not finish. The session is kept: try again."
    RenewalInterrupted = Client "renewal_interrupted": "The session changed while it was being renewed: somebody signed in, or another tab renewed it. Try again."
    Internal = Logto "internal_error": "The logto-wasm SDK crashed. Please report it at https://github.com/logto-wasm/logto-wasm/issues. The session is kept, and the next call starts afresh."
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
    NetworkError = Request "network_error": "No answer from the provider. Check the connection, that the endpoint is right and has no `/oidc` at its end, and that this site's origin is among the application's allowed CORS origins in Logto."
}
