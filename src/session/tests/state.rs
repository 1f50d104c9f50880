//! Who is signed in, and for how long; and devices whose clock is wrong.

use std::rc::Rc;

use futures::executor::block_on;
use serde_json::{Value, json};

use super::{
    at_once, code_of, local, options, signed_in,
    world::{Fate, World},
};
use crate::{
    platform::Area,
    protocol::{Error, token::Target},
};

const DAY: f64 = 86_400.0;

fn is_signed_in(world: &Rc<World>) -> bool {
    at_once(world.client().is_authenticated())
}

/// Signs in on a device whose clock is so many seconds ahead of the provider's.
fn sign_in_with_clock(ahead: f64) -> (Rc<World>, Result<(), Error>) {
    let world = World::new();
    world.clock_ahead.set(ahead);
    block_on(world.client().sign_in(&options())).unwrap();
    let result = block_on(world.client().handle_sign_in_callback(&world.approve()));
    world.take_requests();
    (world, result)
}

#[test]
fn a_session_lasts_as_long_as_it_can_be_renewed() {
    let world = signed_in();
    world.pass(30.0 * DAY);
    assert!(is_signed_in(&world));
    assert_eq!(at_once(world.client().state()).ends_in, None);
}

#[test]
fn without_a_refresh_token_it_lasts_as_long_as_the_id_token() {
    let world = signed_in();
    world.forget(Area::Local, "logto:app:refreshToken");
    world.pass(3590.0);
    let state = at_once(world.client().state());
    assert!(state.claims.unwrap().contains("Alice"));
    assert_eq!(state.ends_in, Some(10.0));
    world.pass(10.0);
    assert!(!is_signed_in(&world));
    assert_eq!(at_once(world.client().state()).claims, None);
}

#[test]
fn a_clock_that_is_wrong_by_a_day_signs_in_and_renews_in_time() {
    for ahead in [-DAY + 60.0, -7200.0, 7200.0, DAY - 60.0] {
        let (world, result) = sign_in_with_clock(ahead);
        assert_eq!(code_of(result), "ok", "{ahead}");
        let session = world.client();
        let first = block_on(session.access_token(&Target::default())).unwrap();
        world.pass(3589.0);
        let same = block_on(session.access_token(&Target::default())).unwrap();
        assert_eq!(same.expose(), first.expose(), "{ahead}");
        assert_eq!(world.take_requests(), [""; 0], "{ahead}");
        for _ in 0..3 {
            world.pass(3600.0);
            block_on(session.access_token(&Target::default())).unwrap();
            block_on(session.access_token(&Target::default())).unwrap();
            assert_eq!(world.take_requests(), ["/token refresh_token"], "{ahead}");
        }
        // The same goes for the end of an ID token that nothing renews.
        world.forget(Area::Local, "logto:app:refreshToken");
        assert!(is_signed_in(&world), "{ahead}");
        world.pass(3599.0);
        assert!(is_signed_in(&world), "{ahead}");
        world.pass(2.0);
        assert!(!is_signed_in(&world), "{ahead}");
    }
}

#[test]
fn only_a_clock_that_is_wrong_is_noted() {
    let (world, _) = sign_in_with_clock(300.0);
    assert_eq!(local(&world, "clockOffset"), None);
    let (world, _) = sign_in_with_clock(3600.0);
    assert_eq!(local(&world, "clockOffset").as_deref(), Some("-3600"));
    // It is put right, and the next renewal knows.
    world.clock_ahead.set(0.0);
    block_on(world.client().new_access_token(&Target::default())).unwrap();
    assert_eq!(local(&world, "clockOffset"), None);
    block_on(world.client().clear_tokens()).unwrap();
}

#[test]
fn a_clock_that_is_wrong_by_more_is_named() {
    for ahead in [-DAY - 60.0, DAY + 60.0] {
        let (world, result) = sign_in_with_clock(ahead);
        let error = result.unwrap_err();
        assert_eq!(error.code(), "id_token.invalid_iat");
        assert!(error.message().contains("clock"), "{}", error.message());
        assert!(!is_signed_in(&world) && local(&world, "refreshToken").is_none());
    }
}

#[test]
fn a_clock_that_is_set_back_does_not_make_tokens_last_longer() {
    let world = signed_in();
    let session = world.client();
    let old = block_on(session.access_token(&Target::default())).unwrap();
    world.clock_ahead.set(-DAY / 2.0);
    world.pass(3700.0);
    let new = block_on(session.access_token(&Target::default())).unwrap();
    assert_ne!(new.expose(), old.expose());
    world.take_requests();
    for _ in 0..3 {
        block_on(session.access_token(&Target::default())).unwrap();
    }
    assert_eq!(world.take_requests(), [""; 0], "it would loop");
}

#[test]
fn a_clock_that_is_set_back_loops_nowhere_although_no_id_token_tells() {
    let world = signed_in();
    let session = world.client();
    world.provider.tamper(|claims| *claims = json!(null));
    world.clock_ahead.set(-DAY / 2.0);
    for _ in 0..5 {
        block_on(session.access_token(&Target::default())).unwrap();
    }
    assert_eq!(world.take_requests(), ["/token refresh_token"]);
}

#[test]
fn a_clock_that_is_set_forward_renews_once() {
    let world = signed_in();
    let session = world.client();
    world.clock_ahead.set(DAY / 2.0);
    for _ in 0..5 {
        block_on(session.access_token(&Target::default())).unwrap();
    }
    assert_eq!(world.take_requests(), ["/token refresh_token"]);
}

#[test]
fn where_nothing_can_check_signatures_the_token_endpoint_vouches_for_them() {
    let world = World::new();
    world.without_crypto.set(true);
    // Nor are there keys to check them with.
    world.fate("/jwks", Fate::RequestLost);
    block_on(world.client().sign_in(&options())).unwrap();
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    assert!(is_signed_in(&world));
    world.pass(3600.0);
    block_on(world.client().access_token(&Target::default())).unwrap();
    assert!(world.take_requests().iter().all(|request| request != "/jwks"));
    // All that the token says is checked.
    world.provider.tamper(|claims| claims["aud"] = json!("somebody"));
    let refused = block_on(world.client().new_access_token(&Target::default()));
    assert_eq!(code_of(refused), "id_token.invalid_audience");
}

#[test]
fn what_a_site_wants_to_know_again_comes_back() {
    let world = World::new();
    let mut options = options();
    options.app_state = Some(r#"{"cart":[1,2]}"#.into());
    block_on(world.client().sign_in(&options)).unwrap();
    assert_eq!(at_once(world.client().app_state()), None);
    assert!(!world.navigations.borrow()[0].contains("cart"));
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    let state: Value = serde_json::from_str(&at_once(world.client().app_state()).unwrap()).unwrap();
    assert_eq!(state, json!({ "cart": [1, 2] }));
    // The next sign-in has none.
    options.app_state = None;
    block_on(world.client().sign_in(&options)).unwrap();
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    assert_eq!(at_once(world.client().app_state()), None);
}
