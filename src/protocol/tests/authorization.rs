use std::collections::BTreeMap;

use proptest::{collection::vec, option, prelude::*};

use super::{code_of, config, config_of, form, metadata};
use crate::{
    platform::native::Native,
    protocol::{
        authorization::{self, Binding, DirectSignIn, SignInOptions},
        pkce, sign_out,
        syntax::Syntax,
        url::{Form, with_query},
    },
};

fn binding() -> Binding {
    let code_verifier = pkce::code_verifier(&[1; 64]);
    Binding {
        code_challenge: pkce::code_challenge(&code_verifier),
        code_verifier,
        state: pkce::token(&[2; 64]),
        nonce: pkce::token(&[3; 64]),
    }
}

fn options(redirect_uri: &str) -> SignInOptions {
    SignInOptions { redirect_uri: redirect_uri.into(), ..SignInOptions::default() }
}

/// What the provider reads out of the URL.
fn parameters(url: &str) -> Vec<(String, String)> {
    Native.url(url).expect("an absolute URL").parameters.into_iter().collect()
}

#[test]
fn a_plain_sign_in() {
    let url = authorization::url(
        &config(),
        &metadata(),
        &options("https://shop.example/callback"),
        &binding(),
    );
    assert!(url.starts_with("http://localhost:3001/oidc/auth?client_id="));
    let parameters: BTreeMap<_, _> = parameters(&url).into_iter().collect();
    let challenge = pkce::code_challenge(&binding().code_verifier);
    let expected = [
        ("client_id", super::APP_ID),
        ("redirect_uri", "https://shop.example/callback"),
        ("response_type", "code"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("state", &binding().state),
        ("nonce", &binding().nonce),
        ("prompt", "consent"),
        ("scope", "openid offline_access profile"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(parameters, BTreeMap::from(expected));
    assert!(!url.contains(binding().code_verifier.expose()));
}

#[test]
fn every_option_has_its_parameter() {
    let options = SignInOptions {
        prompt: Some(vec!["login".into(), "consent".into()]),
        login_hint: Some("alice@example.test".into()),
        first_screen: Some("identifier:register".into()),
        interaction_mode: Some("signUp".into()),
        identifiers: vec!["email".into(), "username".into()],
        direct_sign_in: Some(DirectSignIn {
            method: "social".into(),
            target: "huggingface".into(),
        }),
        extra_params: vec![("ui_locales".into(), "fr-CA fr".into())],
        ..options("https://shop.example/callback")
    };
    let config = config_of(|input| {
        input.resources = ["https://a.example", "https://b.example"].map(String::from).into();
    });
    let url = authorization::url(&config.unwrap(), &metadata(), &options, &binding());
    let parameters = parameters(&url);
    let values = |name: &str| {
        let values = parameters.iter().filter(|parameter| parameter.0 == name);
        values.map(|parameter| parameter.1.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(values("prompt"), ["login consent"]);
    assert_eq!(values("login_hint"), ["alice@example.test"]);
    assert_eq!(values("first_screen"), ["identifier:register"]);
    // The first screen replaces the interaction mode.
    assert!(values("interaction_mode").is_empty());
    assert_eq!(values("identifier"), ["email username"]);
    assert_eq!(values("direct_sign_in"), ["social:huggingface"]);
    assert_eq!(values("ui_locales"), ["fr-CA fr"]);
    assert_eq!(values("resource"), ["https://a.example", "https://b.example"]);
}

#[test]
fn the_deprecated_interaction_mode_still_works() {
    let options = SignInOptions {
        interaction_mode: Some("signUp".into()),
        ..options("https://shop.example/callback")
    };
    let url = authorization::url(&config(), &metadata(), &options, &binding());
    assert!(url.contains("&interaction_mode=signUp"));
}

#[test]
fn bad_options_are_refused() {
    let field_of = |options: SignInOptions| match options.check(&Native) {
        Err(crate::protocol::Error::Invalid(invalid)) => invalid.field,
        other => panic!("{other:?}"),
    };
    for uri in ["", "/callback", "callback", "javascript:alert(1)", "https://shop.example/#x"] {
        assert_eq!(field_of(options(uri)), "redirectUri", "{uri}");
    }
    let leading_to = |uri: &str| SignInOptions {
        post_redirect_uri: Some(uri.into()),
        ..options("https://shop.example/")
    };
    for uri in [
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://me@shop.example/",
    ] {
        assert_eq!(field_of(leading_to(uri)), "postRedirectUri", "{uri}");
    }
    for uri in ["/members", "members?tab=a:b", "?page=1", "#top", "https://a.example", "app.x://y"]
    {
        assert_eq!(code_of(leading_to(uri).check(&Native)), "ok", "{uri}");
    }
    for name in [
        "state",
        "nonce",
        "client_id",
        "redirect_uri",
        "code_challenge",
        "response_mode",
        "scope",
        "prompt",
        "request_uri",
    ] {
        let options = SignInOptions {
            extra_params: vec![(name.into(), "x".into())],
            ..options("https://shop.example/")
        };
        assert_eq!(field_of(options), "extraParams", "{name}");
    }
}

#[test]
fn an_app_has_a_scheme_of_its_own() {
    for uri in
        ["com.example.app://callback", "com.example.app:/callback", "capacitor://localhost/a"]
    {
        assert_eq!(code_of(options(uri).check(&Native)), "ok", "{uri}");
    }
    for uri in ["blob:https://shop.example/1", "file:///callback", "https://me@shop.example/", "x"]
    {
        assert_eq!(code_of(options(uri).check(&Native)), "options.invalid", "{uri}");
    }
}

#[test]
fn the_end_session_url_names_client_and_way_back() {
    let url = sign_out::url(&config(), &metadata(), Some("https://shop.example")).unwrap();
    let expected =
        [("client_id", super::APP_ID), ("post_logout_redirect_uri", "https://shop.example")];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(parameters(&url), expected);
    let bare = sign_out::url(&config(), &metadata(), None).unwrap();
    assert_eq!(parameters(&bare), expected[..1]);
}

#[test]
fn a_post_logout_uri_must_be_for_visitors() {
    assert_eq!(code_of(sign_out::check(None, &Native)), "ok");
    for uri in ["https://shop.example", "com.example.app://signed-out"] {
        assert_eq!(code_of(sign_out::check(Some(uri), &Native)), "ok");
    }
    for uri in ["javascript:alert(1)", "/", "data:text/html,x", ""] {
        assert_eq!(code_of(sign_out::check(Some(uri), &Native)), "options.invalid", "{uri}");
    }
}

#[test]
fn an_endpoint_keeps_its_own_query() {
    let url = |endpoint| with_query(endpoint, Form::new().with("x", "2"));
    assert_eq!(url("https://a.example/auth"), "https://a.example/auth?x=2");
    assert_eq!(url("https://a.example/auth?tenant=1"), "https://a.example/auth?tenant=1&x=2");
}

proptest! {
    /// Whatever a site puts in, the provider reads the same out of the URL, each value once.
    #[test]
    fn values_survive_the_url(
        hint in option::of("\\PC+"),
        screen in option::of("\\PC+"),
        scopes in vec("[^ \\p{C}]+", 0..4),
        resources in vec("\\PC+", 0..4),
        extra in vec(("[a-z_]{1,12}x", "\\PC*"), 0..4),
    ) {
        let config = config_of(|input| {
            input.scopes = scopes.clone().into_iter().collect();
            input.resources = resources.clone().into_iter().collect();
        }).unwrap();
        let options = SignInOptions {
            login_hint: hint.clone(),
            first_screen: screen.clone(),
            extra_params: extra
                .iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            ..options("https://shop.example/callback?a=b%20c&d=é")
        };
        let url = authorization::url(&config, &metadata(), &options, &binding());
        prop_assert!(url.is_ascii());
        let parameters = parameters(&url);
        let values = |name: &str| -> Vec<String> {
            let values = parameters.iter().filter(|parameter| parameter.0 == name);
            values.map(|parameter| parameter.1.clone()).collect()
        };
        prop_assert_eq!(values("redirect_uri"), [options.redirect_uri.clone()]);
        prop_assert_eq!(values("login_hint"), hint.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(values("first_screen"), screen.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(values("scope"), [config.scopes().join(" ")]);
        prop_assert_eq!(values("resource"), config.resources());
        prop_assert_eq!(&parameters[parameters.len() - extra.len()..], &extra[..]);
    }

    /// A form is read back as it was written, by the same rules that URLSearchParams has.
    #[test]
    fn forms_round_trip(pairs in vec(("\\PC*", "(?s).*"), 0..6)) {
        let text = form(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let read: Vec<_> = url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        prop_assert_eq!(&read, &pairs);
        let mut theirs = url::form_urlencoded::Serializer::new(String::new());
        prop_assert_eq!(text, theirs.extend_pairs(&pairs).finish());
    }

    /// No option makes it panic.
    #[test]
    fn checks_never_panic(redirect in "(?s).*", post in option::of("(?s).*")) {
        let options = SignInOptions { post_redirect_uri: post, ..options(&redirect) };
        let _ = options.check(&Native);
        let _ = config_of(|input| input.endpoint = Some(redirect));
    }
}
