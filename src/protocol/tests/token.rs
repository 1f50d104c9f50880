use serde_json::{Value, json};

use super::{answer, code_of, config, fixture, form, metadata};
use crate::{
    platform::native::Native,
    protocol::{
        callback, jwk,
        secret::{AccessToken, CodeVerifier, RefreshToken},
        sign_out,
        token::{self, Target},
        user_info,
    },
};

fn good() -> Value {
    json!({
        "access_token": "A",
        "token_type": "Bearer",
        "expires_in": 3600,
        "refresh_token": "R",
        "id_token": "a.b.c",
        "scope": "openid",
    })
}

fn read(body: &Value) -> String {
    code_of(token::response(answer(200, &body.to_string()), &Native))
}

#[test]
fn real_answers_are_read() {
    let observed: Value =
        serde_json::from_str(fixture!("logto-observed/token-responses.json")).unwrap();
    for (name, case) in observed.as_object().unwrap() {
        assert_eq!(read(&case["body"]), "ok", "{name}");
    }
}

#[test]
fn fields_are_checked() {
    assert_eq!(read(&good()), "ok");
    let wrong = [
        ("access_token", json!(null)),
        ("access_token", json!("")),
        ("access_token", json!(7)),
        ("access_token", json!("a\r\nX-Injected: b")),
        ("access_token", json!("\u{e9}")),
        ("refresh_token", json!("a\u{7f}")),
        ("expires_in", json!(1e300)),
        ("token_type", json!(null)),
        ("token_type", json!("mac")),
        ("token_type", json!("DPoP")),
        ("expires_in", json!(-1)),
        ("expires_in", json!("3600")),
        ("refresh_token", json!("")),
        ("refresh_token", json!({})),
        ("id_token", json!(1)),
        ("scope", json!(["openid"])),
    ];
    for (field, value) in wrong {
        let mut body = good();
        body[field] = value.clone();
        assert_eq!(read(&body), "token_response.invalid", "{field}: {value}");
    }
    for field in ["expires_in", "refresh_token", "id_token", "scope"] {
        let mut body = good();
        body.as_object_mut().unwrap().remove(field);
        assert_eq!(read(&body), "ok", "without {field}");
    }
    let mut lower_case = good();
    lower_case["token_type"] = json!("bearer");
    assert_eq!(read(&lower_case), "ok");
    for body in ["", "<html>", "[]", "null"] {
        assert_eq!(
            code_of(token::response(answer(200, body), &Native)),
            "token_response.invalid",
            "{body}"
        );
    }
}

#[test]
fn the_code_is_exchanged_with_its_verifier() {
    let url = format!(
        "https://shop.example/callback?{}",
        form([("code", "C+ &="), ("state", "S"), ("iss", metadata().issuer())])
    );
    let redirect_uri = "https://shop.example/callback";
    let callback = callback::read(&url, redirect_uri, "S", &Native).unwrap();
    let request = token::code_request(
        &config(),
        &metadata(),
        &callback.validate(&metadata()).unwrap(),
        redirect_uri,
        &CodeVerifier::new("V".to_owned()),
    );
    assert_eq!(request.url, "http://localhost:3001/oidc/token");
    assert_eq!(
        request.form.unwrap(),
        "client_id=5svghfpgp2rzc0yaqc5u9&code=C%2B+%26%3D&code_verifier=V&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback&grant_type=authorization_code"
    );
}

#[test]
fn a_refresh_names_its_target() {
    let request = |target: &Target| {
        let token = RefreshToken::new("R".to_owned());
        token::refresh_request(&config(), &metadata(), &token, target).form.unwrap()
    };
    let plain = "client_id=5svghfpgp2rzc0yaqc5u9&refresh_token=R&grant_type=refresh_token";
    assert_eq!(request(&Target::default()), plain);
    let target =
        Target { resource: Some("https://api.example".into()), organization_id: Some("o1".into()) };
    let targeted = format!("{plain}&resource=https%3A%2F%2Fapi.example&organization_id=o1");
    assert_eq!(request(&target), targeted);
    assert_eq!(target.key(), "@https://api.example#o1");
    assert_eq!(Target::default().key(), "@");
}

#[test]
fn the_refresh_token_is_revoked_by_name() {
    let token = RefreshToken::new("R".to_owned());
    let request = sign_out::revocation_request(&config(), &metadata(), &token).unwrap();
    assert_eq!(request.url, "http://localhost:3001/oidc/token/revocation");
    assert_eq!(request.form.unwrap(), "client_id=5svghfpgp2rzc0yaqc5u9&token=R");
}

#[test]
fn user_info_must_be_about_the_user() {
    let observed: Value = serde_json::from_str(fixture!("logto-observed/userinfo.json")).unwrap();
    let body = observed["opaque"]["body"].to_string();
    let read = |body: &str, subject: &str| {
        code_of(user_info::response(answer(200, body), subject, &Native))
    };
    assert_eq!(read(&body, "hr6l4opivgzw"), "ok");
    assert_eq!(read(&body, "somebody-else"), "user_info.subject_mismatched");
    for body in ["{}", r#"{"sub":7}"#, "null", "<html>"] {
        assert_eq!(read(body, "hr6l4opivgzw"), "user_info.invalid", "{body}");
    }
    let request = user_info::request(&metadata(), &AccessToken::new("A".to_owned())).unwrap();
    assert_eq!(request.url, "http://localhost:3001/oidc/me");
    assert_eq!(request.bearer.as_deref(), Some("A"));
    let unauthorized = &observed["bad"]["body"].to_string();
    let refused = user_info::response(answer(401, unauthorized), "x", &Native);
    assert_eq!(code_of(refused), "oidc.invalid_token");
}

#[test]
fn a_jwk_set_must_be_one() {
    assert_eq!(jwk::request(&metadata()).url, "http://localhost:3001/oidc/jwks");
    let read = |body: &str| code_of(jwk::response(answer(200, body), &Native));
    assert_eq!(read(fixture!("logto-observed/jwks.json")), "ok");
    for body in ["", "{}", "[]", "null", r#"{"keys":{}}"#, r#"{"keys":null}"#] {
        assert_eq!(read(body), "jwks.invalid", "{body}");
    }
}
