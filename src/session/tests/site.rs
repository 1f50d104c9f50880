//! What a site does its own way: its storage, requester, generators and verifier.

use std::{cell::Cell, rc::Rc};

use futures::executor::block_on;

use super::{
    code_of, local, options, signed_in,
    world::{CALLBACK, Fate, Site, World},
};
use crate::{
    platform::Area,
    protocol::{Error, Failure, authorization::SignInOptions, secret::RawIdToken, token::Target},
};

fn world_with(site: Site) -> Rc<World> {
    let world = World::new();
    world.site.replace(site);
    world
}

fn with_verifier(verifier: impl Fn(&str) -> bool + 'static) -> Site {
    Site { verifier: Some(Box::new(verifier)), ..Site::default() }
}

/// From the sign-in to its callback's end.
fn sign_in(world: &Rc<World>) -> Result<(), Error> {
    block_on(world.client().sign_in(&options()))?;
    block_on(world.client().handle_sign_in_callback(&world.approve()))
}

#[test]
fn a_storage_that_takes_its_time_serves_every_flow() {
    let world = world_with(Site { stores: true, ..Site::default() });
    sign_in(&world).unwrap();
    let session = world.client();
    assert!(block_on(session.is_authenticated()).unwrap());
    assert!(block_on(session.id_token_claims()).unwrap().contains("Alice"));
    world.now.set(world.now.get() + 3600.0);
    block_on(session.access_token(&Target::default())).unwrap();
    block_on(session.fetch_user_info()).unwrap();
    block_on(session.sign_out(None)).unwrap();
    assert!(!block_on(session.is_authenticated()).unwrap());
    assert!(world.stored().is_empty());
}

#[test]
fn two_hundred_callers_with_a_slow_storage_make_one_request() {
    let world = signed_in();
    world.site.replace(Site { stores: true, ..Site::default() });
    world.now.set(world.now.get() + 3600.0);
    let session = world.client();
    let target = Target::default();
    let calls = (0..200).map(|_| session.access_token(&target));
    for token in block_on(futures::future::join_all(calls)) {
        token.unwrap();
    }
    assert_eq!(world.take_requests(), ["/token refresh_token"]);
}

#[test]
fn a_storage_that_fails_is_told_and_nothing_is_taken_for_granted() {
    let world = signed_in();
    world.site.borrow_mut().broken = true;
    let session = world.client();
    assert_eq!(code_of(block_on(session.is_authenticated())), "storage_broke");
    assert_eq!(code_of(block_on(session.refresh_token())), "storage_broke");
    assert_eq!(code_of(block_on(session.access_token(&Target::default()))), "storage_broke");
    assert_eq!(code_of(block_on(session.clear_tokens())), "storage_broke");
    world.site.borrow_mut().broken = false;
    assert!(block_on(session.is_authenticated()).unwrap());
}

#[test]
fn a_storage_that_fails_half_way_is_told_too() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let (callback, breaking) = (world.approve(), world.clone());
    world.meanwhile(move || breaking.site.borrow_mut().broken = true);
    let result = block_on(world.client().handle_sign_in_callback(&callback));
    assert_eq!(code_of(result), "storage_broke");
    let redirected = block_on(world.client().is_sign_in_redirected(&callback));
    assert_eq!(code_of(redirected), "storage_broke");

    let world = signed_in();
    world.now.set(world.now.get() + 3600.0);
    let breaking = world.clone();
    world.meanwhile(move || breaking.site.borrow_mut().broken = true);
    let result = block_on(world.client().access_token(&Target::default()));
    assert_eq!(code_of(result), "storage_broke");
}

#[test]
fn a_cache_that_fails_is_done_without() {
    let world = world_with(Site { broken_cache: true, ..Site::default() });
    sign_in(&world).unwrap();
    world.provider.rotate_key("k2");
    sign_in(&world).unwrap();
    block_on(world.client().sign_out(None)).unwrap();
    assert!(world.navigations.borrow().last().unwrap().contains("/session/end"));
    assert!(world.keys().is_empty());
}

#[test]
fn the_values_that_a_site_makes_are_used() {
    let world = world_with(Site { generates: true, ..Site::default() });
    block_on(world.client().sign_in(&options())).unwrap();
    assert!(world.navigations.borrow()[0].contains("&state=the-site%27s-state&"));
    let stored = world.value(Area::Session, "logto:app:signInSession").unwrap();
    assert!(stored.contains(r#""codeVerifier":"the-site's-verifier""#), "{stored}");
    // The provider checks that the challenge was made of that verifier.
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    assert!(local(&world, "idToken").is_some());
}

#[test]
fn a_navigation_says_what_it_is_for() {
    let world = World::new();
    let with_target = SignInOptions {
        post_redirect_uri: Some("https://shop.example/members".into()),
        ..options()
    };
    block_on(world.client().sign_in(&with_target)).unwrap();
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    block_on(world.client().sign_out(Some("https://shop.example/"))).unwrap();
    assert_eq!(
        *world.purposes.borrow(),
        [
            format!("SignIn({CALLBACK:?})"),
            "PostSignIn".to_owned(),
            r#"SignOut(Some("https://shop.example/"))"#.to_owned(),
        ]
    );
}

#[test]
fn what_a_requester_throws_is_passed_on_and_ends_the_session_only_for_invalid_grant() {
    for (code, stays) in [("boom", true), ("oidc.invalid_grant", false)] {
        let world = signed_in();
        world.now.set(world.now.get() + 3600.0);
        world.fate("/token", Fate::Thrown(code));
        let result = block_on(world.client().access_token(&Target::default()));
        if stays {
            let Err(Error::Answer(failure)) = result else { panic!("no error of the site's") };
            assert!(matches!(*failure, Failure::Site { .. }));
        } else {
            assert_eq!(code_of(result), "not_authenticated");
        }
        assert_eq!(block_on(world.client().is_authenticated()).unwrap(), stays, "{code}");
    }
}

#[test]
fn a_verifier_of_the_sites_own_replaces_the_check_of_the_signature() {
    let asked = Rc::new(Cell::new(0));
    let count = asked.clone();
    let world = world_with(with_verifier(move |token| {
        count.set(count.get() + 1);
        token.split('.').count() == 3
    }));
    // There are no keys that it could be checked with.
    world.fate("/jwks", Fate::RequestLost);
    sign_in(&world).unwrap();
    assert_eq!(asked.get(), 1);
    world.now.set(world.now.get() + 3600.0);
    block_on(world.client().access_token(&Target::default())).unwrap();
    assert_eq!(asked.get(), 2);
    assert!(world.take_requests().iter().all(|request| request != "/jwks"));
}

#[test]
fn a_verifier_of_the_sites_own_may_ask_ours() {
    let world = signed_in();
    let raw = RawIdToken::new(local(&world, "idToken").unwrap());
    // Were it asked itself, it would refuse.
    world.site.replace(with_verifier(|_| false));
    block_on(world.client().verify_id_token(&raw)).unwrap();
}

#[test]
fn what_the_verifier_refuses_is_refused() {
    let world = world_with(with_verifier(|_| false));
    assert!(sign_in(&world).is_err());
    assert!(local(&world, "idToken").is_none() && local(&world, "refreshToken").is_none());
}

#[test]
fn claims_are_checked_whoever_verifies_the_signature() {
    for (claim, value, code) in [
        ("iss", "https://evil.example/oidc", "id_token.invalid_issuer"),
        ("aud", "somebody", "id_token.invalid_audience"),
        ("nonce", "another", "id_token.invalid_nonce"),
    ] {
        let world = world_with(with_verifier(|_| true));
        world.provider.tamper(move |claims| claims[claim] = value.into());
        assert_eq!(code_of(sign_in(&world)), code);
        assert!(local(&world, "idToken").is_none(), "{claim}");
    }
}

#[test]
fn a_token_from_elsewhere_is_verified_by_signature_claims_and_clock() {
    let world = signed_in();
    let raw = local(&world, "idToken").unwrap();
    let verify = |raw: &str| {
        code_of(block_on(world.client().verify_id_token(&RawIdToken::new(raw.to_owned()))))
    };
    assert_eq!(verify(&raw), "ok");
    assert_eq!(verify("not a token"), "id_token.invalid_token");
    let (input, _) = raw.rsplit_once('.').unwrap();
    assert_eq!(verify(&format!("{input}.{}", "A".repeat(128))), "id_token.invalid_signature");
    world.now.set(world.now.get() + 301.0);
    assert_eq!(verify(&raw), "id_token.invalid_iat");
}

#[test]
fn metadata_and_keys_are_remembered_where_nothing_can_be_cached() {
    let world = signed_in();
    let session = world.client();
    let expire = || world.now.set(world.now.get() + 3600.0);
    expire();
    block_on(session.access_token(&Target::default())).unwrap();
    world.close_tab();
    expire();
    block_on(session.access_token(&Target::default())).unwrap();
    assert_eq!(world.take_requests(), ["/token refresh_token"; 2]);
}

#[test]
fn access_tokens_or_all_tokens_can_be_cleared() {
    let world = signed_in();
    let session = world.client();
    let first = block_on(session.access_token(&Target::default())).unwrap();
    block_on(session.clear_access_tokens()).unwrap();
    assert!(local(&world, "accessToken").is_none());
    let second = block_on(session.access_token(&Target::default())).unwrap();
    assert_ne!(first.expose(), second.expose());
    block_on(session.clear_tokens()).unwrap();
    assert_eq!(world.keys().iter().filter(|key| key.starts_with("logto:")).count(), 0);
}
