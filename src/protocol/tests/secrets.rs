//! What is printed of values that carry secrets.

use std::fmt::Debug;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::executor::block_on;
use serde_json::json;

use super::{APP_ID, ISSUED_AT, answer, config, form, metadata};
use crate::{
    platform::native::Native,
    protocol::{
        callback,
        id_token::{Exchange, StoredIdToken},
        jwk::JwkSet,
        secret::{AccessToken, CodeVerifier, RefreshToken},
        sign_out,
        token::{self, Target},
        user_info,
    },
};

/// Part of every secret here.
const SECRET: &str = "c4nary";

fn secret(name: &str) -> String {
    format!("{SECRET}-{name}")
}

fn id_token() -> String {
    let claims = json!({
        "iss": metadata().issuer(),
        "sub": SECRET,
        "iat": ISSUED_AT,
        "exp": ISSUED_AT,
    });
    ["{}", &claims.to_string(), SECRET].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".")
}

#[track_caller]
fn keeps_quiet(value: &dyn Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(SECRET), "{text}");
        for part in id_token().split('.').skip(1) {
            assert!(!text.contains(part), "{text}");
        }
    }
}

#[test]
fn the_callback_keeps_its_code_to_itself() {
    let redirect_uri = "https://shop.example/callback";
    let query = form([("code", &*secret("code")), ("state", "S"), ("iss", metadata().issuer())]);
    let read = callback::read(&format!("{redirect_uri}?{query}"), redirect_uri, "S", &Native);
    keeps_quiet(&read);
    let callback = read.unwrap().validate(&metadata()).unwrap();
    keeps_quiet(&callback);
    let verifier = CodeVerifier::new(secret("verifier"));
    keeps_quiet(&token::code_request(&config(), &metadata(), &callback, redirect_uri, &verifier));
}

#[test]
fn requests_keep_their_tokens_to_themselves() {
    let refresh_token = RefreshToken::new(secret("refresh"));
    let target = Target::default();
    keeps_quiet(&token::refresh_request(&config(), &metadata(), &refresh_token, &target));
    keeps_quiet(&sign_out::revocation_request(&config(), &metadata(), &refresh_token));
    keeps_quiet(&user_info::request(&metadata(), &AccessToken::new(secret("access"))));
}

#[test]
fn answers_keep_their_tokens_to_themselves() {
    let mut body = json!({
        "access_token": secret("access"),
        "refresh_token": secret("refresh"),
        "id_token": id_token(),
        "token_type": "Bearer",
        "expires_in": 3600,
    });
    keeps_quiet(&token::response(answer(200, &body.to_string()), &Native));
    body.as_object_mut().unwrap().remove("id_token");
    let response = token::response(answer(200, &body.to_string()), &Native).unwrap();
    let stored = StoredIdToken::read(id_token(), metadata().issuer(), &Native).unwrap();
    let from = Exchange::Refresh(&stored);
    let known = (&metadata(), &JwkSet::default());
    keeps_quiet(&block_on(response.verify(from, APP_ID, ISSUED_AT, known, &Native)));
}

/// Those that may repeat what they were asked with, too.
#[test]
fn errors_keep_to_themselves_what_they_were_answered() {
    for body in [
        json!({ "echo": secret("code") }).to_string(),
        secret("page"),
        json!({ "access_token": secret("access") }).to_string(),
    ] {
        for status in [200, 400, 500] {
            let error = token::response(answer(status, &body), &Native).unwrap_err();
            keeps_quiet(&error);
            assert!(!error.to_string().contains(SECRET), "{error}");
        }
    }
}
