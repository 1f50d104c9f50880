use proptest::{option, prelude::*};
use serde_json::Value;

use super::{code_of, config, fixture, form, metadata, with_query};
use crate::{
    platform::native::Native,
    protocol::{
        Error, Failure,
        callback::{self, ValidatedCallback},
        discovery,
        syntax::Syntax,
    },
};

const REDIRECT_URI: &str = "https://shop.example/callback";
const ISSUER: &str = "http://localhost:3001/oidc";

fn handle_at(url: &str, redirect_uri: &str, state: &str) -> Result<ValidatedCallback, Error> {
    callback::read(url, redirect_uri, state, &Native)?.validate(&metadata())
}

fn handle(url: &str) -> Result<ValidatedCallback, Error> {
    handle_at(url, REDIRECT_URI, "S")
}

fn callback_with(parameters: &[(&str, &str)]) -> String {
    with_query(REDIRECT_URI, &form(parameters.iter().copied()))
}

#[test]
fn a_real_callback_is_accepted() {
    let observed: Value = serde_json::from_str(fixture!("logto-observed/callback.json")).unwrap();
    let parameters = &observed["params"];
    let callback = handle_at(
        observed["url"].as_str().unwrap(),
        "http://localhost:4173/callback",
        parameters["state"].as_str().unwrap(),
    );
    assert_eq!(callback.unwrap().code().expose(), parameters["code"]);
}

#[test]
fn real_error_callbacks_are_told() {
    let observed: Value =
        serde_json::from_str(fixture!("logto-observed/authorization-errors.json")).unwrap();
    let mut seen = 0;
    for (name, case) in observed.as_object().unwrap() {
        let Some(location) = case["location"].as_str() else { continue };
        let url = Native.url(location);
        let Some(url) =
            url.filter(|url| url.parameters.first().is_some_and(|first| first.0 == "error"))
        else {
            continue;
        };
        seen += 1;
        let value =
            |name: &str| url.parameters.iter().find(|parameter| parameter.0 == name).cloned();
        let (state, error) = (value("state").unwrap().1, value("error").unwrap().1);
        match handle_at(location, "http://localhost:4173/callback", &state) {
            Err(Error::Answer(failure)) => match &*failure {
                Failure::Authorization { error: told, .. } => assert_eq!(*told, error, "{name}"),
                other => panic!("{name}: {other:?}"),
            },
            other => panic!("{name}: {other:?}"),
        }
    }
    assert_eq!(seen, 8);
}

#[test]
fn each_missing_or_wrong_parameter_has_its_error() {
    let good = [("code", "C"), ("state", "S"), ("iss", ISSUER)];
    assert_eq!(code_of(handle(&callback_with(&good))), "ok");
    let cases: [(&[(&str, &str)], &str); 12] = [
        (&[], "missing_state"),
        (&[("code", "C"), ("iss", ISSUER)], "missing_state"),
        (&[("code", "C"), ("state", ""), ("iss", ISSUER)], "missing_state"),
        (&[("code", "C"), ("state", "s"), ("iss", ISSUER)], "state_mismatched"),
        (&[("code", "C"), ("state", "S"), ("state", "S"), ("iss", ISSUER)], "state_mismatched"),
        (&[("code", "C"), ("code", "D"), ("state", "S"), ("iss", ISSUER)], "state_mismatched"),
        (&[("code", "C"), ("state", "S")], "missing_issuer"),
        (&[("code", "C"), ("state", "S"), ("iss", "https://evil.example")], "issuer_mismatched"),
        (&[("state", "S"), ("iss", ISSUER)], "missing_code"),
        (&[("code", ""), ("state", "S"), ("iss", ISSUER)], "missing_code"),
        (&[("error", "access_denied"), ("iss", ISSUER)], "missing_state"),
        (&[("error", "access_denied"), ("state", "s"), ("iss", ISSUER)], "state_mismatched"),
    ];
    for (parameters, code) in cases {
        let expected = format!("callback_uri_verification.{code}");
        assert_eq!(code_of(handle(&callback_with(parameters))), expected, "{parameters:?}");
    }
}

/// Only a provider that announces `iss` owes it (RFC 9207 §2.4); one that comes is always checked.
#[test]
fn a_provider_may_not_send_its_issuer() {
    let document = fixture!("logto-observed/discovery.json").replace(
        r#""authorization_response_iss_parameter_supported": true"#,
        r#""authorization_response_iss_parameter_supported": false"#,
    );
    let metadata = discovery::read(&document, &config(), &Native).unwrap();
    let handle = |parameters: &[(&str, &str)]| {
        let answer = callback::read(&callback_with(parameters), REDIRECT_URI, "S", &Native);
        code_of(answer.and_then(|answer| answer.validate(&metadata)))
    };
    assert_eq!(handle(&[("code", "C"), ("state", "S")]), "ok");
    assert_eq!(handle(&[("code", "C"), ("state", "S"), ("iss", ISSUER)]), "ok");
    assert_eq!(
        handle(&[("code", "C"), ("state", "S"), ("iss", "https://evil.example")]),
        "callback_uri_verification.issuer_mismatched"
    );
}

#[test]
fn look_alike_places_are_refused() {
    let query = form([("code", "C"), ("state", "S"), ("iss", ISSUER)]);
    let elsewhere = [
        "https://shop.example/callback.evil",
        "https://shop.example/callback/",
        "https://shop.example/Callback",
        "https://shop.example/",
        "http://shop.example/callback",
        "https://shop.example:8443/callback",
        "https://shop.example.evil.example/callback",
        "https://shop.example@evil.example/callback",
        "https://user@shop.example/callback",
        "https://evil.example/?https://shop.example/callback",
        "https://evil.example/#https://shop.example/callback",
        "javascript:https://shop.example/callback",
        "not a url",
        "",
    ];
    for place in elsewhere {
        let code = code_of(handle(&with_query(place, &query)));
        assert_eq!(code, "callback_uri_verification.redirect_uri_mismatched", "{place}");
    }
    for place in ["https://shop.example:443/callback", "https://SHOP.example/x/../callback"] {
        assert_eq!(code_of(handle(&with_query(place, &query))), "ok", "{place}");
    }
    // A client-side router's fragment is no part of the answer.
    assert_eq!(code_of(handle(&format!("{REDIRECT_URI}?{query}#/home?state=x"))), "ok");
}

#[test]
fn an_app_is_answered_at_its_own_scheme() {
    let query = form([("code", "C"), ("state", "S"), ("iss", ISSUER)]);
    let at = |place: &str| {
        code_of(handle_at(&with_query(place, &query), "com.example.app://callback", "S"))
    };
    assert_eq!(at("com.example.app://callback"), "ok");
    for place in ["com.example.evil://callback", "com.example.app://callback.evil", REDIRECT_URI] {
        assert_eq!(at(place), "callback_uri_verification.redirect_uri_mismatched", "{place}");
    }
}

#[test]
fn a_redirect_uri_without_a_path_answers_at_the_root() {
    let query = form([("code", "C"), ("state", "S"), ("iss", ISSUER)]);
    let url = format!("https://shop.example/?{query}");
    assert_eq!(code_of(handle_at(&url, "https://shop.example", "S")), "ok");
}

#[test]
fn a_redirect_uri_keeps_its_own_query() {
    let redirect_uri = "https://shop.example/callback?tenant=1&state=mine";
    let query = form([("code", "C"), ("state", "S"), ("iss", ISSUER)]);
    let url = with_query(redirect_uri, &query);
    assert_eq!(code_of(handle_at(&url, redirect_uri, "S")), "ok");
    let without = with_query("https://shop.example/callback?tenant=2", &query);
    assert_eq!(
        code_of(handle_at(&without, redirect_uri, "S")),
        "callback_uri_verification.redirect_uri_mismatched"
    );
}

proptest! {
    /// What the provider writes into the URL is what the client reads out of it.
    #[test]
    fn codes_and_states_round_trip(code in "(?s).+", state in "(?s).+", own in option::of("\\PC*")) {
        let redirect_uri = match &own {
            Some(value) => with_query(REDIRECT_URI, &form([("own", value.as_str())])),
            None => REDIRECT_URI.to_owned(),
        };
        let query = form([("code", code.as_str()), ("state", &state), ("iss", ISSUER)]);
        let callback = handle_at(&with_query(&redirect_uri, &query), &redirect_uri, &state);
        let callback = callback.unwrap();
        prop_assert_eq!(callback.code().expose(), code);
    }

    /// The provider's error is told as it was said.
    #[test]
    fn errors_round_trip(error in "(?s).+", description in "(?s).+", state in "(?s).+") {
        let query = form([
            ("error", error.as_str()),
            ("error_description", &description),
            ("state", &state),
            ("iss", ISSUER),
        ]);
        match handle_at(&with_query(REDIRECT_URI, &query), REDIRECT_URI, &state) {
            Err(Error::Answer(failure)) => match &*failure {
                Failure::Authorization { error: told, description: said } => {
                    prop_assert_eq!(told, &error);
                    prop_assert_eq!(said.as_deref(), Some(&*description));
                }
                other => prop_assert!(false, "{:?}", other),
            },
            other => prop_assert!(false, "{:?}", other),
        }
    }

    /// A state that is not ours never passes.
    #[test]
    fn only_our_state_passes(state in "(?s).*", ours in "[A-Za-z0-9_-]{86}") {
        prop_assume!(state != ours);
        let url = callback_with(&[("code", "C"), ("state", &state), ("iss", ISSUER)]);
        prop_assert!(handle_at(&url, REDIRECT_URI, &ours).is_err());
    }

    /// Nothing panics, whatever is in the address bar or in storage.
    #[test]
    fn arbitrary_strings_never_panic(url in "(?s).*", tail in "(?s).*", redirect in "(?s).*") {
        let _ = handle(&url);
        let _ = handle(&format!("{REDIRECT_URI}?{tail}"));
        let _ = handle(&format!("{REDIRECT_URI}{tail}"));
        let _ = handle_at(&url, &redirect, &tail);
    }
}
