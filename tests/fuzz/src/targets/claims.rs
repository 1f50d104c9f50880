//! The claims of an ID token whose signature is right: JSON.
//!
//! What is accepted is the provider's, for us, in time, and of this sign-in or session.

use crate::{
    at_once, base64url,
    observed::{APP_ID, ISSUED_AT, ISSUER, KEYS, METADATA, NONCE, SUBJECT, stored_id_token, token},
    page::Page,
    platform::native::Native,
    protocol::{
        id_token::{Exchange, Expected, verify},
        json::Value,
        jwk::{Algorithm, Verifier},
        limits::CLOCK_TOLERANCE,
        secret::{AccessToken, RawIdToken},
        syntax::Syntax,
    },
};

const ACCESS_TOKEN: &str = "A";
const DAY: f64 = 86_400.0;

/// Where a token may come from.
#[derive(Clone, Copy, PartialEq)]
enum From {
    OurSignIn,
    Elsewhere,
    Renewal,
}

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(claims: &str) {
    for from in [From::OurSignIn, From::Elsewhere, From::Renewal] {
        let checked = is_accepted(claims, from, &Page::BELIEVING);
        let unchecked = is_accepted(claims, from, &Page::PLAIN);
        assert!(unchecked || !checked, "what is checked less is refused more");
        if unchecked {
            check(claims, from, checked);
        }
    }
}

fn is_accepted(claims: &str, from: From, page: &Page) -> bool {
    let stored = stored_id_token();
    let access_token = AccessToken::new(ACCESS_TOKEN.to_owned());
    let expected = Expected {
        client_id: APP_ID,
        from: match from {
            From::OurSignIn => Exchange::SignIn(Some(NONCE)),
            From::Elsewhere => Exchange::SignIn(None),
            From::Renewal => Exchange::Refresh(&stored),
        },
        access_token: Some(&access_token),
        now: ISSUED_AT,
        signature_check: page.signature_check(),
    };
    let raw = RawIdToken::new(token(claims));
    at_once(verify(raw, &expected, &METADATA, &KEYS, page)).is_ok()
}

/// The rules once more, in the words of OIDC Core §3.1.3.7 and §12.2.
fn check(claims: &str, from: From, has_right_hash: bool) {
    let claims = Page::CHECKING.parse(claims).expect("JSON");
    let text = |name: &str| claims.required::<String>(name);
    let number = |name: &str| claims.required::<f64>(name);
    let us = Value::from(APP_ID);

    assert_eq!(text("iss").as_deref(), Some(ISSUER));
    let subject = text("sub").expect("a subject");
    assert!(!subject.is_empty(), "nobody");

    let audiences = match claims.field("aud") {
        Value::Array(audiences) => audiences.clone(),
        audience => vec![audience.clone()],
    };
    assert!(audiences.contains(&us), "for somebody else");
    match claims.field("azp") {
        Value::Null => assert_eq!(audiences.len(), 1, "for several, and nobody in particular"),
        party => assert!(*party == us, "issued to somebody else"),
    }

    let nonce = text("nonce");
    match from {
        From::OurSignIn => assert_eq!(nonce.as_deref(), Some(NONCE), "of another sign-in"),
        From::Elsewhere => {}
        From::Renewal => {
            assert_eq!(subject, SUBJECT, "of another user");
            assert!(nonce.is_none_or(|nonce| nonce == NONCE), "of another sign-in");
        }
    }

    let (issued_at, expires_at) = (number("iat").expect("a time"), number("exp").expect("a time"));
    let apart = (issued_at - ISSUED_AT).abs();
    assert!(apart <= if from == From::Elsewhere { CLOCK_TOLERANCE } else { DAY }, "another time");
    let now = if apart <= CLOCK_TOLERANCE { ISSUED_AT } else { issued_at };
    assert!(expires_at > now - CLOCK_TOLERANCE, "expired");
    assert!(number("nbf").is_none_or(|time| time <= now + CLOCK_TOLERANCE), "not yet valid");

    if has_right_hash && let Some(hash) = text("at_hash") {
        let whole = at_once(Native.hash(Algorithm::Es384, ACCESS_TOKEN)).unwrap();
        assert_eq!(hash, base64url(&whole[..whole.len() / 2]), "with another access token");
    }
}
