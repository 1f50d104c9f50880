use std::rc::Rc;

use futures::{executor::block_on, future::join_all};
use serde_json::{Value, json};

use super::{
    at_once, code_of, local, signed_in,
    world::{Fate, World},
};
use crate::{
    platform::Area,
    protocol::{Error, secret::AccessToken, token::Target},
};

fn token(world: &Rc<World>) -> Result<AccessToken, Error> {
    block_on(world.client().access_token(&Target::default()))
}

fn resource(name: &str) -> Target {
    Target { resource: Some(format!("https://{name}.example")), organization_id: None }
}

#[test]
fn an_unexpired_token_costs_no_request() {
    let world = signed_in();
    let first = token(&world).unwrap();
    world.now.set(world.now.get() + 3589.0);
    assert_eq!(token(&world).unwrap().expose(), first.expose());
    assert_eq!(world.take_requests(), [""; 0]);
}

#[test]
fn a_token_is_renewed_a_little_before_it_expires() {
    for (leeway, still_good_after, renewed_after) in
        [(None, 3589.0, 3590.0), (Some(60.0), 3539.0, 3540.0), (Some(0.0), 3599.0, 3600.0)]
    {
        for (seconds, requests) in [(still_good_after, 0), (renewed_after, 1)] {
            let world = signed_in();
            world.now.set(world.now.get() + seconds);
            let session = world.client_with(|config| config.leeway = leeway);
            block_on(session.access_token(&Target::default())).unwrap();
            assert_eq!(world.take_requests().len(), requests, "{leeway:?} {seconds}");
        }
    }
}

#[test]
fn a_new_token_can_be_asked_for_and_callers_at_once_share_it() {
    let world = signed_in();
    let (session, target) = (world.client(), Target::default());
    let old = token(&world).unwrap();
    let tokens = block_on(join_all((0..5).map(|_| session.new_access_token(&target))));
    assert_eq!(world.take_requests(), ["/token refresh_token"]);
    for token in &tokens {
        assert_ne!(token.as_ref().unwrap().expose(), old.expose());
        assert_eq!(token.as_ref().unwrap().expose(), tokens[0].as_ref().unwrap().expose());
    }
}

#[test]
fn a_token_that_lasts_shorter_than_the_leeway_is_shared_too() {
    let world = signed_in();
    let session = world.client_with(|config| config.leeway = Some(7200.0));
    let target = Target::default();
    let tokens = block_on(join_all((0..5).map(|_| session.access_token(&target))));
    assert!(tokens.iter().all(|token| token.is_ok()));
    assert_eq!(world.take_requests(), ["/token refresh_token"]);
}

#[test]
fn an_expired_token_is_renewed_and_so_is_the_session() {
    let world = signed_in();
    let (first, refresh_token) = (token(&world).unwrap(), local(&world, "refreshToken"));
    world.now.set(world.now.get() + 3600.0);
    assert_ne!(token(&world).unwrap().expose(), first.expose());
    assert_eq!(world.take_requests(), ["/token refresh_token"]);
    assert_ne!(local(&world, "refreshToken"), refresh_token);
    let tokens: Value = serde_json::from_str(&local(&world, "accessToken").unwrap()).unwrap();
    assert_eq!(tokens["@"]["expiresAt"], world.now.get() + 3600.0);
    assert!(world.provider.takes_refresh_token(&local(&world, "refreshToken").unwrap()));
}

#[test]
fn nobody_signed_in_gets_no_token() {
    let world = World::new();
    assert_eq!(code_of(token(&world)), "not_authenticated");
    assert_eq!(world.take_requests(), [""; 0]);
    let world = signed_in();
    world.forget(Area::Local, "logto:app:refreshToken");
    world.now.set(world.now.get() + 3600.0);
    assert_eq!(code_of(token(&world)), "not_authenticated");
    assert_eq!(world.take_requests(), [""; 0]);
}

#[test]
fn without_a_refresh_token_nothing_is_sent() {
    let world = signed_in();
    world.close_tab();
    world.forget(Area::Local, "logto:app:refreshToken");
    world.now.set(world.now.get() + 3600.0);
    assert_eq!(code_of(token(&world)), "not_authenticated");
    assert_eq!(world.take_requests(), [""; 0]);
}

#[test]
fn two_hundred_callers_make_one_request() {
    let world = signed_in();
    world.now.set(world.now.get() + 3600.0);
    let session = world.client();
    let target = Target::default();
    let tokens = block_on(join_all((0..200).map(|_| session.access_token(&target))));
    assert!(tokens.into_iter().all(|token| token.is_ok()));
    assert_eq!(world.take_requests(), ["/token refresh_token"]);
}

#[test]
fn several_resources_queue_for_the_refresh_token() {
    let world = signed_in();
    let clients = [world.client(), world.client()];
    let targets = ["a", "b", "c"].map(resource);
    let calls =
        clients.iter().flat_map(|client| targets.iter().map(|target| client.access_token(target)));
    let tokens = block_on(join_all(calls));
    // The simulated provider takes a refresh token once: a race would be refused.
    let tokens: Vec<_> = tokens.iter().map(|token| token.as_ref().unwrap().expose()).collect();
    assert_eq!(tokens[..3], tokens[3..]);
    assert_eq!(world.take_requests(), ["/token refresh_token"; 3]);
    // Each is kept under its own key.
    assert_eq!(code_of(block_on(world.client().access_token(&targets[1]))), "ok");
    assert_eq!(world.take_requests(), [""; 0]);
}

#[test]
fn a_failure_on_the_way_keeps_the_session() {
    let fates = [
        (Fate::RequestLost, "network_error"),
        (Fate::Instead(500, "oops"), "http_error_500"),
        (Fate::Instead(429, "slow down"), "rate_limited"),
        (Fate::Instead(200, "<html>captive portal</html>"), "token_response.invalid"),
        (
            Fate::Instead(403, r#"{"code":"oidc.access_denied","message":"no"}"#),
            "oidc.access_denied",
        ),
    ];
    for (fate, code) in fates {
        let world = signed_in();
        world.now.set(world.now.get() + 3600.0);
        let before = world.stored();
        world.fate("/token", fate);
        assert_eq!(code_of(token(&world)), code);
        assert_eq!(world.stored(), before, "{code}");
        world.fate("/token", Fate::Answered);
        assert_eq!(code_of(token(&world)), "ok", "{code}");
    }
}

#[test]
fn a_revoked_grant_ends_the_session() {
    let world = signed_in();
    world.now.set(world.now.get() + 3600.0);
    world.provider.revoke_grants();
    assert_eq!(code_of(token(&world)), "not_authenticated");
    assert!(!at_once(world.client().is_authenticated()));
    assert!(local(&world, "refreshToken").is_none() && local(&world, "accessToken").is_none());
}

#[test]
fn an_answer_that_comes_after_the_sign_out_is_dropped() {
    let world = signed_in();
    world.now.set(world.now.get() + 3600.0);
    let other = world.client();
    world.meanwhile(move || at_once(async move { other.store().clear_tokens().await }));
    assert_eq!(code_of(token(&world)), "not_authenticated");
    assert!(!at_once(world.client().is_authenticated()));
    assert!(local(&world, "refreshToken").is_none());
}

#[test]
fn invalid_grant_for_a_token_that_was_replaced_meanwhile_makes_way_for_the_newer_one() {
    let world = signed_in();
    world.now.set(world.now.get() + 3600.0);
    let (newer, good) = (world.clone(), local(&world, "refreshToken").unwrap());
    world.put(Area::Local, "logto:app:refreshToken", "spent-before");
    world.meanwhile(move || newer.put(Area::Local, "logto:app:refreshToken", &good));
    assert_eq!(code_of(token(&world)), "ok");
    assert_eq!(world.take_requests(), ["/token refresh_token"; 2]);
    assert!(world.provider.takes_refresh_token(&local(&world, "refreshToken").unwrap()));
}

#[test]
fn the_end_of_a_session_says_why() {
    let world = signed_in();
    world.now.set(world.now.get() + 3600.0);
    world.provider.revoke_grants();
    let Err(Error::Ended(cause)) = token(&world) else { panic!("it goes on") };
    assert_eq!(cause.code(), "oidc.invalid_grant");
}

#[test]
fn a_renewal_whose_keys_cannot_be_had_leaves_the_next_token_to_spend() {
    let fates = [
        (Fate::RequestLost, "network_error"),
        (Fate::Instead(500, "oops"), "http_error_500"),
        (Fate::Instead(502, r#"{"oops":true}"#), "unexpected_response_error"),
        (Fate::Instead(200, "<html>captive portal</html>"), "jwks.invalid"),
    ];
    for (fate, code) in fates {
        let world = signed_in();
        world.pass(3600.0);
        world.provider.rotate_key("k2");
        world.fate("/jwks", fate);
        let id_token = local(&world, "idToken");
        assert_eq!(code_of(token(&world)), code);
        assert_eq!(local(&world, "idToken"), id_token, "{code}");
        let refresh_token = local(&world, "refreshToken").unwrap();
        assert!(world.provider.takes_refresh_token(&refresh_token), "{code}");
        world.fate("/jwks", Fate::Answered);
        world.pass(60.0);
        assert_eq!(code_of(token(&world)), "ok", "{code}");
    }
}

#[test]
fn a_renewal_that_fits_no_key_of_the_provider_is_not_stored() {
    let world = signed_in();
    let session = world.client();
    world.pass(3600.0);
    world.provider.sign_with_unknown_key();
    let before = world.stored();
    let renew = || code_of(block_on(session.access_token(&Target::default())));
    assert_eq!(renew(), "id_token.key_not_found");
    assert_eq!(world.stored(), before);

    // The provider takes it again; and is not asked for its keys again so soon. Then nobody knows whether the
    // answer is bad.
    let spent = local(&world, "refreshToken").unwrap();
    world.provider.knows(&spent);
    assert_eq!(renew(), "id_token.key_not_found");
    let successor = local(&world, "refreshToken").unwrap();
    assert_ne!(successor, spent);
    assert!(world.provider.takes_refresh_token(&successor));
}

#[test]
fn what_does_not_fit_is_kept_and_stored_later() {
    let world = signed_in();
    world.keeps.set(true);
    world.room.set(Some(0));
    world.pass(3600.0);
    let before = world.stored();
    let session = world.client();
    block_on(session.access_token(&Target::default())).unwrap();
    let kept = at_once(session.refresh_token()).unwrap();
    assert!(world.provider.takes_refresh_token(kept.expose()));
    assert_eq!(world.stored(), before);
    world.room.set(None);
    world.fate("/token", Fate::RequestLost);
    assert!(block_on(session.new_access_token(&Target::default())).is_err());
    assert_eq!(local(&world, "refreshToken").as_deref(), Some(kept.expose()));
    assert!(local(&world, "accessToken").is_some());
}

#[test]
fn a_renewal_without_an_id_token_keeps_the_present_one() {
    let world = signed_in();
    let id_token = local(&world, "idToken");
    world.now.set(world.now.get() + 3600.0);
    world.provider.tamper(|claims| *claims = json!(null));
    assert_eq!(code_of(token(&world)), "ok");
    assert_eq!(local(&world, "idToken"), id_token);
    assert!(world.provider.takes_refresh_token(&local(&world, "refreshToken").unwrap()));
}

#[test]
fn a_forged_renewal_is_not_stored() {
    let world = signed_in();
    world.now.set(world.now.get() + 3600.0);
    let before = world.stored();
    world.provider.tamper(|claims| claims["sub"] = json!("mallory"));
    assert_eq!(code_of(token(&world)), "id_token.subject_mismatched");
    assert_eq!(world.stored(), before);
}

#[test]
fn keys_that_cannot_be_had_leave_the_refresh_token_unspent() {
    let world = signed_in();
    world.close_tab();
    world.now.set(world.now.get() + 3600.0);
    world.fate("/jwks", Fate::Instead(500, "oops"));
    assert_eq!(code_of(token(&world)), "http_error_500");
    assert_eq!(world.take_requests(), ["/.well-known/openid-configuration", "/jwks"]);
    assert!(world.provider.takes_refresh_token(&local(&world, "refreshToken").unwrap()));
}

#[test]
fn broken_stored_values_count_as_absent() {
    let world = signed_in();
    // Otherwise what is there comes from it.
    world.without_record.set(true);
    for broken in [
        "",
        "{",
        "null",
        "[]",
        r#"{"@":{"token":1}}"#,
        r#"{"@":{"token":"t"}}"#,
        r#"{"@":{"token":"","scope":"","expiresAt":9e9}}"#,
    ] {
        world.put(Area::Local, "logto:app:accessToken", broken);
        assert_eq!(code_of(token(&world)), "ok", "{broken}");
        assert_eq!(world.take_requests(), ["/token refresh_token"], "{broken}");
    }
    for broken in ["", "junk", "a.b.c", "e30.bnVsbA.AA", "e30.e30.AA", "e30.eyJzdWIiOjd9.AA"] {
        world.put(Area::Local, "logto:app:idToken", broken);
        let session = world.client();
        assert!(
            !at_once(session.is_authenticated()) && at_once(session.id_token()).is_none(),
            "{broken}"
        );
        assert_eq!(code_of(block_on(session.id_token_claims())), "not_authenticated", "{broken}");
        assert_eq!(code_of(token(&world)), "not_authenticated", "{broken}");
    }
}

#[test]
fn user_information_is_fetched_with_the_access_token() {
    let world = signed_in();
    let claims = block_on(world.client().fetch_user_info()).unwrap();
    assert_eq!(claims, r#"{"sub":"alice","name":"Alice"}"#);
    assert_eq!(world.take_requests(), ["/me"]);
    world.fate("/me", Fate::Instead(200, r#"{"sub":"mallory"}"#));
    let forged = block_on(world.client().fetch_user_info());
    assert_eq!(code_of(forged), "user_info.subject_mismatched");
}
