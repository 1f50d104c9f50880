//! The answer of the token endpoint, to a sign-in and to a renewal: its status, on a line; then its body.
//!
//! What is accepted can be used: it has tokens, and a life that is a number of seconds.

use crate::{
    answer, at_once,
    observed::{APP_ID, ISSUED_AT, KEYS, METADATA, NONCE, stored_id_token},
    page::Page,
    protocol::{id_token::Exchange, syntax::Syntax, token},
};

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
    let stored = stored_id_token();
    for page in [&Page::CHECKING, &Page::BELIEVING, &Page::PLAIN] {
        for from in [Exchange::SignIn(Some(NONCE)), Exchange::Refresh(&stored)] {
            check(text, page, from);
        }
    }
}

fn check(text: &str, page: &Page, from: Exchange<'_>) {
    let response = answer(text);
    let (status, body) = (response.status, response.body.clone());
    let Ok(tokens) = token::response(response, page) else { return };
    assert!((200..300).contains(&status), "accepted with status {status}");

    let is_sign_in = matches!(from, Exchange::SignIn(_));
    let keys = (&*METADATA, &*KEYS);
    let Ok(tokens) = at_once(tokens.verify(from, APP_ID, ISSUED_AT, keys, page)) else { return };
    let body = page.parse(&body).expect("JSON");
    let text = |name: &str| body.required::<String>(name);

    let is_opaque_text = |token: &str| token.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    assert!(!tokens.access_token().expose().is_empty(), "no access token");
    assert!(is_opaque_text(tokens.access_token().expose()), "no header can have it");
    assert_eq!(text("access_token").as_deref(), Some(tokens.access_token().expose()));
    assert_eq!(text("token_type").map(|kind| kind.to_lowercase()).as_deref(), Some("bearer"));
    assert!(tokens.expires_in().is_finite() && tokens.expires_in() >= 0.0, "an endless life");
    assert_eq!(body.required("expires_in").unwrap_or(0.0), tokens.expires_in());
    let refresh_token = tokens.refresh_token().map(|token| token.expose().to_owned());
    assert!(refresh_token.as_deref() != Some(""), "an empty refresh token");
    assert!(refresh_token.as_deref().is_none_or(is_opaque_text), "no refresh token");
    assert_eq!(text("refresh_token"), refresh_token);
    assert_eq!(text("scope").unwrap_or_default(), tokens.scope());
    let id_token = tokens.id_token().map(|token| token.raw().expose().to_owned());
    assert!(id_token.is_some() || !is_sign_in, "a sign-in of nobody");
    assert_eq!(text("id_token"), id_token);
}
