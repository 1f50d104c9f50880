//! What is printed of values that are stored.

use std::fmt::Debug;

use super::super::{
    handover::Record,
    store::{SignInSession, StoredAccessToken, Tokens},
};
use crate::protocol::{
    authorization::Binding,
    json::{FromJson, Value},
    secret::{AccessToken, CodeVerifier, RefreshToken},
};

/// Part of every secret here.
const SECRET: &str = "c4nary";

fn secret(name: &str) -> String {
    format!("{SECRET}-{name}")
}

#[track_caller]
fn keeps_quiet(value: &dyn Debug) {
    let text = format!("{value:?}");
    assert!(!text.contains(SECRET), "{text}");
}

#[test]
fn what_is_stored_is_not_printed() {
    keeps_quiet(&StoredAccessToken {
        token: AccessToken::new(secret("access")),
        scope: String::new(),
        expires_at: 0.0,
    });
    let tokens = Tokens::default().with_refresh_token(&RefreshToken::new(secret("refresh")));
    keeps_quiet(&tokens);
    let past = Some(Value::Array(Vec::new()));
    let record = Value::object().with("past", past).with("tokens", Some(tokens.to_json()));
    keeps_quiet(&Record::from_json(&record).unwrap());
    keeps_quiet(&record);
    keeps_quiet(&SignInSession {
        redirect_uri: String::new(),
        post_redirect_uri: None,
        code_verifier: CodeVerifier::new(secret("verifier")),
        state: String::new(),
        nonce: None,
        app_state: None,
        is_copy: false,
    });
    keeps_quiet(&Binding {
        code_verifier: CodeVerifier::new(secret("verifier")),
        code_challenge: String::new(),
        state: String::new(),
        nonce: String::new(),
    });
}
