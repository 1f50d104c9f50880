use super::{code_of, config, config_of};
use crate::protocol::Error;

#[test]
fn reserved_scopes_come_first_and_once() {
    assert_eq!(config().scopes(), ["openid", "offline_access", "profile"]);
    let config = config_of(|input| {
        input.scopes = ["email", "profile", "email"].map(String::from).into();
    });
    assert_eq!(config.unwrap().scopes(), ["openid", "offline_access", "profile", "email"]);
}

#[test]
fn a_scope_with_a_space_is_two() {
    let config = config_of(|input| {
        input.scopes = ["read write", "read", " "].map(String::from).into();
    });
    let expected = ["openid", "offline_access", "profile", "read", "write"];
    assert_eq!(config.unwrap().scopes(), expected);
}

#[test]
fn reserved_scopes_can_be_left_out() {
    let config = config_of(|input| {
        input.scopes = vec!["openid".into()];
        input.include_reserved_scopes = Some(false);
    });
    assert_eq!(config.unwrap().scopes(), ["openid"]);
}

#[test]
fn the_organizations_scope_brings_its_resource() {
    let config = config_of(|input| {
        input.scopes = vec!["urn:logto:scope:organizations".into()];
        input.resources = ["https://api.example"; 2].map(String::from).into();
    });
    let expected = ["https://api.example", "urn:logto:resource:organizations"];
    assert_eq!(config.unwrap().resources(), expected);
}

#[test]
fn prompt_is_consent_unless_told() {
    assert_eq!(config().prompt(), "consent");
    let config = config_of(|input| input.prompt = ["login", "consent"].map(String::from).into());
    assert_eq!(config.unwrap().prompt(), "login consent");
}

#[test]
fn the_issuer_follows_from_the_endpoint() {
    let issuers = [
        ("https://tenant.logto.app", "https://tenant.logto.app/oidc"),
        ("https://tenant.logto.app/", "https://tenant.logto.app/oidc"),
        ("https://TENANT.logto.app:443", "https://tenant.logto.app/oidc"),
        ("https://id.example/logto/", "https://id.example/logto/oidc"),
        ("https://id.example//logto//a/", "https://id.example/logto/a/oidc"),
        ("http://127.0.0.1:3001", "http://127.0.0.1:3001/oidc"),
        ("http://[::1]:3001", "http://[::1]:3001/oidc"),
        ("http://[::1]", "http://[::1]/oidc"),
        ("http://localhost", "http://localhost/oidc"),
        ("http://127.1:80", "http://127.0.0.1/oidc"),
        ("http://auth.localhost:3001", "http://auth.localhost:3001/oidc"),
    ];
    for (endpoint, issuer) in issuers {
        let config = config_of(|input| input.endpoint = Some(endpoint.into()));
        assert_eq!(config.unwrap().issuer(), issuer);
    }
}

#[test]
fn a_bad_endpoint_is_refused() {
    let refused = [
        None,
        Some(""),
        Some("tenant.logto.app"),
        Some("/oidc"),
        Some("ftp://tenant.logto.app"),
        Some("javascript:alert(1)"),
        Some("http://tenant.logto.app"),
        Some("http://127.0.0.1.evil.example"),
        Some("http://127.evil.0.1"),
        Some("http://127.0.0.example"),
        Some("https://user@tenant.logto.app"),
        Some("blob:https://tenant.logto.app/1b9d"),
        Some("http://[::2]:1"),
        Some("http://localhost1:3001"),
        Some("http://localhost.evil.example"),
        Some("http://notlocalhost"),
        Some("http://[::2]"),
    ];
    for endpoint in refused {
        let result = config_of(|input| input.endpoint = endpoint.map(str::to_owned));
        match result {
            Err(Error::Invalid(invalid)) if invalid.field == "endpoint" => {}
            other => panic!("{endpoint:?}: {other:?}"),
        }
    }
}

#[test]
fn a_missing_app_id_is_refused() {
    for app_id in [None, Some(String::new())] {
        let result = config_of(|input| input.app_id = app_id);
        assert!(matches!(&result, Err(Error::Invalid(invalid)) if invalid.field == "appId"));
        assert_eq!(code_of(result), "config.invalid");
    }
}
