//! The signature of an ID token. One line: the token. Three: its header and claims as JSON, and its
//! signature.
//!
//! Of all tokens, only the one that the provider has signed is accepted.

use crate::{
    at_once, base64url,
    observed::{APP_ID, ID_TOKEN, ISSUED_AT, KEYS, METADATA, NONCE, stored_id_token},
    page::Page,
    protocol::{
        Error,
        id_token::{Exchange, Expected, VerifiedIdToken, verify},
        jwk::SignatureCheck,
        secret::RawIdToken,
    },
};

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let token = match lines[..] {
        [header, claims, signature, ..] => {
            [&base64url(header), ".", &base64url(claims), ".", signature].concat()
        }
        [token, ..] => token.to_owned(),
        [] => return,
    };
    let stored = stored_id_token();
    let is_the_one = token == *ID_TOKEN;
    for from in [Exchange::SignIn(Some(NONCE)), Exchange::SignIn(None), Exchange::Refresh(&stored)]
    {
        let verified = verified(&token, from);
        assert!(verified.is_ok() || !is_the_one, "the real one is refused");
        let Ok(verified) = verified else { return };
        // Whoever has a signature of ECDSA can make one other of it (n − s in place of s). What it
        // is over stays the same.
        let signed = |token: &str| token.rsplit_once('.').map(|parts| parts.0.to_owned());
        assert_eq!(signed(&token), signed(&ID_TOKEN), "nobody has signed this");
        assert_eq!(verified.raw().expose(), token);
        assert_eq!(verified.issued_at(), ISSUED_AT);
    }
}

fn verified(token: &str, from: Exchange<'_>) -> Result<VerifiedIdToken, Error> {
    let expected = Expected {
        client_id: APP_ID,
        from,
        access_token: None,
        now: ISSUED_AT,
        signature_check: SignatureCheck::Sdk,
    };
    let raw = RawIdToken::new(token.to_owned());
    at_once(verify(raw, &expected, &METADATA, &KEYS, &Page::CHECKING))
}
