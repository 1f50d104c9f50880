//! Provider metadata: JSON.
//!
//! What is accepted is our issuer's, leads to no unprotected place, and allows PKCE; the copy of it that
//! is kept says the same.

use crate::{
    is_protected,
    observed::{CONFIG, ISSUER},
    page::Page,
    protocol::{
        discovery::{self, Metadata},
        jwk::Algorithm,
        syntax::Syntax,
    },
};

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
    let page = &Page::CHECKING;
    let Ok(metadata) = discovery::read(text, &CONFIG, page) else { return };
    check(&metadata);

    let kept = metadata.encode(page);
    let again = discovery::read(&kept, &CONFIG, page).expect("our own copy");
    // What JSON cannot say is gone from the copy: an infinite number, in a field of no use here.
    let twice = again.encode(page);
    let third = discovery::read(&twice, &CONFIG, page).expect("our own copy");
    assert_eq!(third.encode(page), twice, "another copy");
    assert!(twice.len() <= kept.len(), "a copy that grows");
    assert_eq!(endpoints(&again), endpoints(&metadata));
    assert_eq!(again.names_issuer_in_callback(), metadata.names_issuer_in_callback());
    for algorithm in Algorithm::ALL {
        assert_eq!(again.signs_with(algorithm), metadata.signs_with(algorithm));
    }

    let document = page.parse(&kept).expect("JSON");
    let methods: Option<Option<Vec<String>>> = document.optional("codeChallengeMethodsSupported");
    let methods = methods.expect("a list, or none");
    assert!(methods.is_none_or(|all| all.iter().any(|name| name == "S256")), "no PKCE");
}

fn check(metadata: &Metadata) {
    assert_eq!(metadata.issuer(), ISSUER, "another issuer");
    for endpoint in endpoints(metadata).into_iter().flatten() {
        assert!(is_protected(endpoint), "{endpoint}");
    }
}

fn endpoints(metadata: &Metadata) -> [Option<&str>; 6] {
    [
        Some(metadata.authorization_endpoint()),
        Some(metadata.token_endpoint()),
        Some(metadata.jwks_uri()),
        metadata.userinfo_endpoint().ok(),
        metadata.revocation_endpoint(),
        metadata.end_session_endpoint().ok(),
    ]
}
