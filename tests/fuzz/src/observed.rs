//! What a real Logto answered, and the client that it answered.

use std::sync::LazyLock;

use crate::{
    page::Page,
    protocol::{
        config::{Config, ConfigInput},
        discovery::{self, Metadata},
        id_token::StoredIdToken,
        jwk::{self, JwkSet},
        syntax::Syntax,
    },
};

/// The application that the captured answers were made for.
pub const APP_ID: &str = "5svghfpgp2rzc0yaqc5u9";

/// The provider.
pub const ISSUER: &str = "http://localhost:3001/oidc";

/// When its ID token was issued, in seconds since 1970.
pub const ISSUED_AT: f64 = 1_795_487_503.0;

/// The nonce of that token.
pub const NONCE: &str = "n-0S6";

/// The user of that token.
pub const SUBJECT: &str = "hr6l4opivgzw";

/// The header of that token.
pub const HEADER: &str = r#"{"alg":"ES384","kid":"F1qVEVh9BVv88hcCSBZnoy5gBiUzl14UPJ43MfP7JxQ"}"#;

/// The provider's metadata.
pub const DISCOVERY: &str = include_str!("../../fixtures/logto-observed/discovery.json");

/// The provider's keys.
pub const JWKS: &str = include_str!("../../fixtures/logto-observed/jwks.json");

/// The client's configuration, as a site gives it.
#[must_use]
pub fn config_input() -> ConfigInput {
    ConfigInput {
        endpoint: Some("http://localhost:3001".into()),
        app_id: Some(APP_ID.into()),
        ..ConfigInput::default()
    }
}

/// The client's configuration.
pub static CONFIG: LazyLock<Config> =
    LazyLock::new(|| Config::new(config_input(), &Page::CHECKING).expect("a good configuration"));

/// The metadata of a provider that names itself in callbacks.
pub static METADATA: LazyLock<Metadata> = LazyLock::new(|| metadata(DISCOVERY));

/// The metadata of one that does not say so.
pub static SILENT_METADATA: LazyLock<Metadata> = LazyLock::new(|| {
    metadata(&DISCOVERY.replace("authorization_response_iss_parameter_supported", "unknown"))
});

/// The keys of both.
pub static KEYS: LazyLock<JwkSet> =
    LazyLock::new(|| jwk::read(JWKS, &Page::CHECKING).expect("good keys"));

/// The ID token.
pub static ID_TOKEN: LazyLock<String> = LazyLock::new(|| {
    let text = include_str!("../../fixtures/logto-observed/id-token.json");
    let fixture = Page::CHECKING.parse(text).expect("JSON");
    fixture.required("raw").expect("a token")
});

fn metadata(text: &str) -> Metadata {
    discovery::read(text, &CONFIG, &Page::CHECKING).expect("good metadata")
}

/// A token with these claims and a signature that only [`Page::BELIEVING`] takes.
#[must_use]
pub fn token(claims: &str) -> String {
    [&crate::base64url(HEADER), ".", &crate::base64url(claims), ".c2ln"].concat()
}

/// The ID token that is renewed: of that sign-in, and that user.
pub fn stored_id_token() -> StoredIdToken {
    let issuer = CONFIG.issuer();
    let claims = format!(r#"{{"iss":"{issuer}","sub":"{SUBJECT}","nonce":"{NONCE}"}}"#);
    StoredIdToken::read(token(&claims), issuer, &Page::CHECKING).expect("an ID token")
}
