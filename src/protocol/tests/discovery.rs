use serde_json::{Value, json};

use super::{answer, code_of, config, fixture, metadata};
use crate::{
    platform::native::Native,
    protocol::{
        discovery::{self, Metadata},
        jwk::Algorithm,
    },
};

fn read_changed(change: impl FnOnce(&mut Value)) -> String {
    let mut document = serde_json::from_str(fixture!("logto-observed/discovery.json")).unwrap();
    change(&mut document);
    code_of(discovery::response(answer(200, &document.to_string()), &config(), &Native))
}

#[test]
fn the_request_goes_below_the_endpoint() {
    let url = discovery::request(&config()).url;
    assert_eq!(url, "http://localhost:3001/oidc/.well-known/openid-configuration");
}

#[test]
fn a_real_answer_is_read() {
    let metadata = metadata();
    assert_eq!(metadata.issuer(), "http://localhost:3001/oidc");
    assert_eq!(metadata.authorization_endpoint(), "http://localhost:3001/oidc/auth");
    assert_eq!(metadata.token_endpoint(), "http://localhost:3001/oidc/token");
    assert_eq!(metadata.jwks_uri(), "http://localhost:3001/oidc/jwks");
    assert_eq!(metadata.userinfo_endpoint().unwrap(), "http://localhost:3001/oidc/me");
    let end_session_endpoint = metadata.end_session_endpoint().unwrap();
    assert_eq!(end_session_endpoint, "http://localhost:3001/oidc/session/end");
    assert_eq!(metadata.revocation_endpoint(), Some("http://localhost:3001/oidc/token/revocation"));
    assert!(metadata.names_issuer_in_callback());
    assert!(metadata.signs_with(Algorithm::Es384) && !metadata.signs_with(Algorithm::Rs256));
}

#[test]
fn a_kept_copy_says_the_same() {
    let copy = metadata().encode(&Native);
    let again: Metadata = discovery::read(&copy, &config(), &Native).unwrap();
    assert_eq!(format!("{again:?}"), format!("{:?}", metadata()));
    // @logto/browser reads these names; nothing of the document is lost.
    let copy: Value = serde_json::from_str(&copy).unwrap();
    assert_eq!(copy["tokenEndpoint"], "http://localhost:3001/oidc/token");
    assert!(copy["responseTypesSupported"].is_array());
    let names = |document: &Value| document.as_object().unwrap().len();
    let document: Value = serde_json::from_str(fixture!("logto-observed/discovery.json")).unwrap();
    assert_eq!(names(&copy), names(&document));
}

#[test]
fn required_fields_are_required() {
    for field in ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"] {
        for wrong in [None, Some(json!(null)), Some(json!(7)), Some(json!(["x"]))] {
            let code = read_changed(|document| match wrong.clone() {
                None => drop(document.as_object_mut().unwrap().remove(field)),
                Some(value) => document[field] = value,
            });
            assert_eq!(code, "discovery.invalid", "{field}: {wrong:?}");
        }
    }
}

#[test]
fn the_issuer_must_be_the_endpoint() {
    for issuer in
        ["https://evil.example/oidc", "http://localhost:3001/oidc/", "http://localhost:3001"]
    {
        let code = read_changed(|document| document["issuer"] = json!(issuer));
        assert_eq!(code, "discovery.issuer_mismatched", "{issuer}");
    }
}

#[test]
fn endpoints_must_be_confidential() {
    let endpoints = [
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "userinfo_endpoint",
        "revocation_endpoint",
        "end_session_endpoint",
    ];
    for endpoint in endpoints {
        for url in ["http://evil.example/", "javascript:alert(1)", "data:text/html,x"] {
            let code = read_changed(|document| document[endpoint] = json!(url));
            assert_eq!(code, "discovery.insecure_endpoint", "{endpoint}: {url}");
        }
        for url in ["/relative", "https://good.example/#fragment", "https://good.example/#"] {
            let code = read_changed(|document| document[endpoint] = json!(url));
            assert_eq!(code, "discovery.invalid", "{endpoint}: {url}");
        }
    }
}

/// RFC 9864 gives the one curve of EdDSA that is in use a name of its own.
#[test]
fn ed25519_is_eddsa_by_another_name() {
    for name in ["EdDSA", "Ed25519"] {
        let document =
            fixture!("logto-observed/discovery.json").replace("\"ES384\"", &format!("\"{name}\""));
        let metadata = discovery::read(&document, &config(), &Native).unwrap();
        assert!(metadata.signs_with(Algorithm::EdDsa) && !metadata.signs_with(Algorithm::Es384));
    }
}

#[test]
fn pkce_must_not_be_downgraded() {
    for methods in [json!(["plain"]), json!([]), json!(null)] {
        let code = read_changed(|document| {
            document["code_challenge_methods_supported"] = methods.clone();
        });
        assert_eq!(code, "discovery.pkce_unsupported", "{methods}");
    }
    let silent = read_changed(|document| {
        document.as_object_mut().unwrap().remove("code_challenge_methods_supported");
    });
    assert_eq!(silent, "discovery.pkce_unsupported");
}

#[test]
fn optional_endpoints_are_missed_only_when_needed() {
    let mut document: Value =
        serde_json::from_str(fixture!("logto-observed/discovery.json")).unwrap();
    let fields = document.as_object_mut().unwrap();
    for name in ["userinfo_endpoint", "end_session_endpoint", "revocation_endpoint"] {
        fields.remove(name);
    }
    let metadata = discovery::read(&document.to_string(), &config(), &Native).unwrap();
    assert_eq!(code_of(metadata.userinfo_endpoint()), "discovery.endpoint_missing");
    assert_eq!(code_of(metadata.end_session_endpoint()), "discovery.endpoint_missing");
    assert_eq!(metadata.revocation_endpoint(), None);
}

#[test]
fn no_metadata_at_all() {
    for body in ["", "<!doctype html>", "[]", "null", "{}", "\"x\""] {
        let code = code_of(discovery::response(answer(200, body), &config(), &Native));
        assert_eq!(code, "discovery.invalid", "{body}");
    }
    assert_eq!(
        code_of(discovery::response(answer(503, "busy"), &config(), &Native)),
        "http_error_503"
    );
}
