use std::collections::BTreeSet;

use futures::{executor::block_on, future::join};
use serde_json::{Value, json};

use super::{
    at_once, code_of, local, options, signed_in,
    world::{APP_ID, CALLBACK, Fate, World},
};
use crate::{platform::Area, protocol::authorization::SignInOptions};

#[test]
fn an_anonymous_page_sends_nothing() {
    let world = World::new();
    let session = world.client();
    assert!(!at_once(session.is_authenticated()));
    assert!(at_once(session.id_token()).is_none() && at_once(session.refresh_token()).is_none());
    assert_eq!(code_of(block_on(session.id_token_claims())), "not_authenticated");
    assert!(!block_on(session.is_sign_in_redirected(CALLBACK)).unwrap());
    assert_eq!(world.take_requests(), [""; 0]);
}

#[test]
fn there_and_back_again() {
    let world = World::new();
    let session = world.client();
    block_on(session.sign_in(&options())).unwrap();
    assert_eq!(world.take_requests(), ["/.well-known/openid-configuration"]);

    let callback = world.approve();
    // The page is another one now; only storage is left.
    let session = world.client();
    assert!(block_on(session.is_sign_in_redirected(&callback)).unwrap());
    assert!(!block_on(session.is_sign_in_redirected("https://shop.example/")).unwrap());
    block_on(session.handle_sign_in_callback(&callback)).unwrap();
    // One wave: the metadata is kept from the sign-in.
    assert_eq!(world.take_requests(), ["/jwks", "/token authorization_code"]);

    assert!(at_once(session.is_authenticated()));
    let claims: Value = serde_json::from_str(&at_once(session.id_token_claims())).unwrap();
    assert_eq!(claims["name"], "Alice");
    assert_eq!(world.navigations.borrow().len(), 1);
}

#[test]
fn the_storage_layout_is_that_of_logto_browser() {
    let world = World::new();
    let session = world.client();
    block_on(session.sign_in(&SignInOptions {
        post_redirect_uri: Some("https://shop.example/members".into()),
        ..options()
    }))
    .unwrap();
    let sign_in = world.value(Area::Session, "logto:app:signInSession").unwrap();
    let sign_in: Value = serde_json::from_str(&sign_in).unwrap();
    assert_eq!(sign_in["redirectUri"], CALLBACK);
    assert_eq!(sign_in["postRedirectUri"], "https://shop.example/members");
    assert!(sign_in["codeVerifier"].is_string() && sign_in["state"].is_string());

    block_on(session.handle_sign_in_callback(&world.approve())).unwrap();
    let expected = [
        "logto:app:accessToken",
        "logto:app:idToken",
        "logto:app:refreshToken",
        "logto_cache:app:jwks",
        "logto_cache:app:openidConfiguration",
    ];
    assert_eq!(world.keys(), BTreeSet::from(expected.map(str::to_owned)));
    let tokens: Value = serde_json::from_str(&local(&world, "accessToken").unwrap()).unwrap();
    assert_eq!(tokens["@"]["scope"], "openid offline_access profile");
    assert_eq!(tokens["@"]["expiresAt"], world.now.get() + 3600.0);
    assert!(tokens["@"]["token"].is_string());
    assert!(local(&world, "refreshToken").unwrap().starts_with("refresh-"));
    assert_eq!(world.navigations.borrow().last().unwrap(), "https://shop.example/members");
}

/// Changes what is stored of the sign-in that is under way.
fn change_sign_in(world: &World, change: impl FnOnce(&mut Value)) {
    let key = "logto:app:signInSession";
    let mut sign_in = serde_json::from_str(&world.value(Area::Session, key).unwrap()).unwrap();
    change(&mut sign_in);
    world.put(Area::Session, key, &sign_in.to_string());
}

#[test]
fn a_sign_in_that_another_sdk_began_is_completed() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let callback = world.approve();
    change_sign_in(&world, |sign_in| drop(sign_in.as_object_mut().unwrap().remove("nonce")));
    block_on(world.client().handle_sign_in_callback(&callback)).unwrap();
    assert!(at_once(world.client().is_authenticated()));
}

#[test]
fn a_page_to_go_on_to_that_would_run_code_is_not_gone_on_to() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let callback = world.approve();
    change_sign_in(&world, |sign_in| sign_in["postRedirectUri"] = json!("javascript:alert(1)"));
    let result = block_on(world.client().handle_sign_in_callback(&callback));
    assert_eq!(code_of(result), "sign_in_session.invalid");
    assert_eq!(world.navigations.borrow().len(), 1);
}

#[test]
fn tokens_go_before_the_visitor_leaves_unless_they_shall_stay() {
    let world = signed_in();
    let keep = SignInOptions { clear_tokens: Some(false), ..options() };
    block_on(world.client().sign_in(&keep)).unwrap();
    assert!(at_once(world.client().is_authenticated()));
    block_on(world.client().sign_in(&options())).unwrap();
    assert!(!at_once(world.client().is_authenticated()));
}

#[test]
fn a_sign_in_that_cannot_start_changes_nothing() {
    let world = signed_in();
    let before = world.stored();
    let bad = SignInOptions { redirect_uri: "nowhere".into(), ..options() };
    assert_eq!(code_of(block_on(world.client().sign_in(&bad))), "options.invalid");
    world.close_tab();
    let without_cache = world.stored();
    world.fate("/.well-known/openid-configuration", Fate::RequestLost);
    assert_eq!(code_of(block_on(world.client().sign_in(&options()))), "network_error");
    assert_eq!(world.stored(), without_cache);
    assert!(before.len() > without_cache.len());
    // The failure is not remembered.
    world.fate("/.well-known/openid-configuration", Fate::Answered);
    assert_eq!(code_of(block_on(world.client().sign_in(&options()))), "ok");
}

#[test]
fn a_refused_callback_stores_nothing() {
    type Spoil = fn(&World, String) -> String;
    let cases: [(&str, Spoil); 10] = [
        ("callback_uri_verification.state_mismatched", |_, url| url.replace("state=", "state=x")),
        ("callback_uri_verification.issuer_mismatched", |_, url| url.replace("iss=", "iss=x")),
        ("callback_uri_verification.redirect_uri_mismatched", |_, url| {
            url.replace("shop.example", "evil.example")
        }),
        ("oidc.invalid_grant", |_, url| url.replace("code=", "code=x")),
        ("id_token.invalid_nonce", |world, url| {
            world.provider.tamper(|claims| claims["nonce"] = json!("other"));
            url
        }),
        ("token_response.invalid", |world, url| {
            world.provider.tamper(|claims| *claims = json!(null));
            url
        }),
        ("id_token.invalid_audience", |world, url| {
            world.provider.tamper(|claims| claims["aud"] = json!("other"));
            url
        }),
        ("network_error", |world, url| {
            world.fate("/token", Fate::AnswerLost);
            url
        }),
        ("http_error_500", |world, url| {
            world.fate("/jwks", Fate::Instead(500, "oops"));
            url
        }),
        ("token_response.invalid", |world, url| {
            world.fate("/token", Fate::Instead(200, "<html>"));
            url
        }),
    ];
    for (code, spoil) in cases {
        let world = World::new();
        block_on(world.client().sign_in(&options())).unwrap();
        let callback = spoil(&world, world.approve());
        let before: Vec<_> =
            world.stored().into_iter().filter(|(key, _)| key.0 == Area::Local).collect();
        assert_eq!(code_of(block_on(world.client().handle_sign_in_callback(&callback))), code);
        let after: Vec<_> =
            world.stored().into_iter().filter(|(key, _)| key.0 == Area::Local).collect();
        assert_eq!(before, after, "{code}");
        assert!(!at_once(world.client().is_authenticated()), "{code}");
    }
}

#[test]
fn a_refused_callback_leaves_the_present_session_alone() {
    let world = signed_in();
    let keep = SignInOptions { clear_tokens: Some(false), ..options() };
    block_on(world.client().sign_in(&keep)).unwrap();
    let before = local(&world, "idToken");
    world.provider.tamper(|claims| claims["exp"] = json!(0));
    let result = block_on(world.client().handle_sign_in_callback(&world.approve()));
    assert_eq!(code_of(result), "id_token.expired");
    assert_eq!(local(&world, "idToken"), before);
}

#[test]
fn a_callback_without_a_sign_in_says_so() {
    let world = World::new();
    let callback = format!("{CALLBACK}?code=c&state=s");
    let handle = || code_of(block_on(world.client().handle_sign_in_callback(&callback)));
    assert_eq!(handle(), "sign_in_session.not_found");
    world.put(Area::Session, "logto:app:signInSession", "");
    assert_eq!(handle(), "sign_in_session.not_found");
    for broken in ["{", "null", "{}", r#"{"redirectUri":1}"#] {
        world.put(Area::Session, "logto:app:signInSession", broken);
        assert_eq!(handle(), "sign_in_session.invalid", "{broken}");
        assert!(!at_once(world.client().is_sign_in_redirected(&callback)));
    }
}

#[test]
fn a_full_storage_keeps_the_old_session_whole() {
    let world = signed_in();
    let keep = SignInOptions { clear_tokens: Some(false), ..options() };
    // One value fits, or two, but never all three.
    for room in 0..3 {
        block_on(world.client().sign_in(&keep)).unwrap();
        let callback = world.approve();
        let before = world.stored();
        world.room.set(Some(room));
        world.removed.take();
        let result = block_on(world.client().handle_sign_in_callback(&callback));
        world.room.set(None);
        assert_eq!(code_of(result), "storage_unavailable", "room for {room}");
        assert_eq!(world.stored(), before, "room for {room}");
        // Not for a moment: other tabs would see nobody signed in.
        assert_eq!(world.removed.take(), [""; 0], "room for {room}");
    }
}

#[test]
fn the_access_tokens_of_the_user_before_go_before_the_next_one_comes() {
    for (user, is_removed) in [("alice", false), ("bob", true)] {
        let world = signed_in();
        let keep = SignInOptions { clear_tokens: Some(false), ..options() };
        block_on(world.client().sign_in(&keep)).unwrap();
        world.provider.tamper(move |claims| claims["sub"] = json!(user));
        world.removed.take();
        block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
        // Other tabs see every step.
        let removed = world.removed.take();
        assert_eq!(removed.iter().any(|key| key == "logto:app:accessToken"), is_removed, "{user}");
        assert!(world.value(Area::Local, "logto:app:accessToken").is_some(), "{user}");
    }
}

#[test]
fn the_metadata_is_fetched_once_for_callers_at_once() {
    let world = World::new();
    let session = world.client();
    let (first, second) = block_on(join(session.metadata(), session.metadata()));
    assert_eq!((code_of(first), code_of(second)), ("ok".to_owned(), "ok".to_owned()));
    assert_eq!(world.take_requests(), ["/.well-known/openid-configuration"]);
}

#[test]
fn keys_that_were_rotated_since_are_fetched_again() {
    let world = signed_in();
    world.provider.rotate_key("k2");
    block_on(world.client().sign_in(&options())).unwrap();
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    let requests = ["/token authorization_code", "/.well-known/openid-configuration", "/jwks"];
    assert_eq!(world.take_requests(), requests);
    assert!(at_once(world.client().is_authenticated()));
}

#[test]
fn an_algorithm_that_was_changed_since_is_found_out() {
    let world = signed_in();
    let key = "logto_cache:app:openidConfiguration";
    let outdated = world.value(Area::Cache, key).unwrap().replace("ES384", "RS256");
    world.put(Area::Cache, key, &outdated);
    block_on(world.client().sign_in(&options())).unwrap();
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    assert!(at_once(world.client().is_authenticated()));
    assert!(world.value(Area::Cache, key).unwrap().contains("ES384"));
}

#[test]
fn an_answer_that_comes_after_the_sign_out_is_dropped() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let (callback, other) = (world.approve(), world.client());
    world.meanwhile(move || at_once(async move { other.store().clear().await }));
    let result = block_on(world.client().handle_sign_in_callback(&callback));
    assert_eq!(code_of(result), "sign_in_session.not_found");
    assert!(!at_once(world.client().is_authenticated()));
    assert!(local(&world, "refreshToken").is_none());
}

#[test]
fn an_answer_that_comes_after_the_next_sign_in_leaves_that_alone() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let (callback, session, options) = (world.approve(), world.client(), options());
    // The first waits for the provider when the second begins.
    let both = join(session.handle_sign_in_callback(&callback), session.sign_in(&options));
    let (first, second) = block_on(both);
    assert_eq!(code_of(first), "sign_in_session.not_found");
    assert_eq!(code_of(second), "ok");
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    assert!(at_once(world.client().is_authenticated()));
}

#[test]
fn a_broken_copy_of_the_metadata_is_fetched_again() {
    let world = World::new();
    for broken in ["", "{", "null", r#"{"issuer":"https://evil.example/oidc"}"#] {
        world.put(Area::Cache, &format!("logto_cache:{APP_ID}:openidConfiguration"), broken);
        assert_eq!(code_of(block_on(world.client().metadata())), "ok");
        assert_eq!(world.take_requests(), ["/.well-known/openid-configuration"], "{broken}");
    }
}
