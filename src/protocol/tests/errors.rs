use std::collections::BTreeSet;

use serde_json::Value;

use super::{answer, code_of, fixture};
use crate::{
    platform::native::Native,
    protocol::{Code, Error, Failure, error::Class},
};

#[test]
fn every_entry_of_the_table_is_whole_and_unique() {
    let mut codes = BTreeSet::new();
    for code in Code::ALL {
        let name = code.as_str();
        assert!(codes.insert(name), "{name} is there twice");
        assert!(
            name.bytes().all(|byte| byte.is_ascii_lowercase() || b"._".contains(&byte)),
            "{name} is not spelled as the others"
        );
        assert!(code.text().len() > 10, "{name} says nothing");
        let error = Error::from(*code);
        assert_eq!((error.code(), error.class()), (name, code.class()));
        assert_eq!(error.message(), code.text());
    }
}

/// Codes, classes and texts that sites already compare with.
#[test]
fn codes_of_logto_browser_are_kept() {
    let kept = [
        ("id_token.invalid_iat", Class::Logto, "Invalid issued at time in the ID token"),
        ("id_token.invalid_token", Class::Logto, "Invalid ID token"),
        (
            "callback_uri_verification.redirect_uri_mismatched",
            Class::Logto,
            "The callback URI mismatches the redirect URI.",
        ),
        ("callback_uri_verification.error_found", Class::Logto, "Error found in the callback URI"),
        (
            "callback_uri_verification.missing_state",
            Class::Logto,
            "Missing state in the callback URI",
        ),
        (
            "callback_uri_verification.state_mismatched",
            Class::Logto,
            "State mismatched in the callback URI",
        ),
        (
            "callback_uri_verification.missing_code",
            Class::Logto,
            "Missing code in the callback URI",
        ),
        (
            "crypto_subtle_unavailable",
            Class::Logto,
            "Crypto.subtle is unavailable in insecure contexts (non-HTTPS).",
        ),
        ("unexpected_response_error", Class::Logto, "Unexpected response error from the server."),
        ("sign_in_session.invalid", Class::Client, "Invalid sign-in session."),
        ("sign_in_session.not_found", Class::Client, "Sign-in session not found."),
        ("not_authenticated", Class::Client, "Not authenticated."),
        (
            "fetch_user_info_failed",
            Class::Client,
            "Unable to fetch user info. The access token may be invalid.",
        ),
        ("user_cancelled", Class::Client, "The user cancelled the action."),
        (
            "missing_scope_organizations",
            Class::Client,
            "The `urn:logto:scope:organizations` scope is required",
        ),
    ];
    for (name, class, text) in kept {
        let code = Code::ALL.iter().find(|code| code.as_str() == name);
        let code = code.unwrap_or_else(|| panic!("{name} is gone"));
        assert_eq!((code.class(), code.text()), (class, text), "{name}");
    }
}

/// The declarations that TypeScript users see name every code, each with its class.
#[test]
fn the_declared_codes_are_those_of_the_table() {
    let declarations = include_str!("../../../pkg/src/index.d.ts");
    let declared = |name: &str| -> BTreeSet<&str> {
        let (_, rest) = declarations.split_once(&format!("export type {name} =")).unwrap();
        let (union, _) = rest.split_once(';').unwrap();
        union.split('\'').skip(1).step_by(2).collect()
    };
    let of_class = |class| -> BTreeSet<&str> {
        let codes = Code::ALL.iter().filter(|code| code.class() == class);
        codes.map(|code| code.as_str()).collect()
    };
    assert_eq!(declared("LogtoErrorCode"), of_class(Class::Logto));
    assert_eq!(declared("LogtoClientErrorCode"), of_class(Class::Client));
}

#[test]
fn an_error_in_logtos_shape_keeps_its_code_and_message() {
    let observed: Value =
        serde_json::from_str(fixture!("logto-observed/token-errors.json")).unwrap();
    let mut seen = 0;
    for (name, case) in observed.as_object().unwrap() {
        let status = u16::try_from(case["status"].as_u64().unwrap()).unwrap();
        if status == 200 {
            continue;
        }
        seen += 1;
        let error = answer(status, &case["body"].to_string()).ok(&Native).err().unwrap();
        assert_eq!(error.class(), Class::Request, "{name}");
        assert_eq!(error.code(), case["body"]["code"], "{name}");
        assert_eq!(error.message(), case["body"]["message"].as_str().unwrap(), "{name}");
        assert_eq!(error.is_invalid_grant(), case["body"]["error"] == "invalid_grant", "{name}");
    }
    assert!(seen > 10);
}

#[test]
fn other_failures_are_told_apart() {
    let codes = [
        (answer(500, "<h1>Oops</h1>"), "http_error_500"),
        (answer(429, "slow down"), "rate_limited"),
        (answer(404, ""), "http_error_404"),
        (answer(400, r#"{"error":"invalid_grant"}"#), "unexpected_response_error"),
        (answer(400, r#"{"code":7,"message":"x"}"#), "unexpected_response_error"),
        (answer(502, "null"), "unexpected_response_error"),
    ];
    for (response, code) in codes {
        assert_eq!(code_of(response.ok(&Native)), code);
    }
    assert_eq!(Error::from(Failure::NoAnswer { cause: None }).code(), "network_error");
}

#[test]
fn a_page_that_repeats_the_request_is_not_repeated() {
    let page = "<h1>Blocked</h1> refresh_token=s3cr3t";
    let error = answer(503, page).ok(&Native).err().unwrap();
    assert_eq!(error.code(), "http_error_503");
    assert_eq!(error.message(), "The provider answered with HTTP status 503");
}

#[test]
fn a_bad_field_is_named() {
    let error = Error::invalid(Code::InvalidConfig, "endpoint", "must be an https URL");
    assert_eq!(error.to_string(), "config.invalid: `endpoint` must be an https URL");
}

#[test]
fn secrets_do_not_show() {
    use crate::protocol::secret::{
        AccessToken, AuthorizationCode, CodeVerifier, RawIdToken, RefreshToken,
    };
    let secret = || "s3cr3t".to_owned();
    let shown = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        AccessToken::new(secret()),
        AuthorizationCode::new(secret()),
        CodeVerifier::new(secret()),
        RawIdToken::new(secret()),
        RefreshToken::new(secret()),
        crate::protocol::http::Request {
            bearer: Some(secret()),
            ..crate::protocol::http::Request::post(
                "https://a.example/token",
                crate::protocol::url::Form::new().with("refresh_token", &secret()),
            )
        },
    );
    assert!(!shown.contains("s3cr3t"), "{shown}");
}
