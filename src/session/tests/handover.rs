//! Tabs whose storage is late.

use std::{
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use futures::executor::block_on;
use serde_json::{Value, json};

use super::{
    at_once, code_of, local, options, signed_in,
    world::{Fate, World},
};
use crate::{
    platform::Area,
    protocol::{Error, authorization::SignInOptions, jws, secret::AccessToken, token::Target},
};

const TOKENS: [&str; 3] = ["refreshToken", "idToken", "accessToken"];

fn token(world: &Rc<World>) -> Result<AccessToken, Error> {
    block_on(world.client().access_token(&Target::default()))
}

/// Does something within what another one waits for.
fn drive<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

/// What this tab sees of the tokens.
fn seen(world: &World) -> [Option<String>; 3] {
    TOKENS.map(|name| local(world, name))
}

/// Makes the tab see old values again.
fn see(world: &World, values: &[Option<String>; 3]) {
    for (name, value) in TOKENS.iter().zip(values) {
        let key = format!("logto:app:{name}");
        match value {
            Some(value) => world.put(Area::Local, &key, value),
            None => world.forget(Area::Local, &key),
        }
    }
}

#[test]
fn a_tab_whose_storage_is_late_takes_over_what_the_last_one_got() {
    let world = signed_in();
    let old = seen(&world);
    world.pass(3600.0);
    let new = token(&world).unwrap();
    let after = seen(&world);
    world.take_requests();
    see(&world, &old);
    assert_eq!(token(&world).unwrap().expose(), new.expose());
    assert_eq!(world.take_requests(), [""; 0]);
    assert_eq!(seen(&world), after);
}

#[test]
fn it_may_be_late_by_many() {
    let world = signed_in();
    let old = seen(&world);
    for _ in 0..100 {
        world.pass(3600.0);
        token(&world).unwrap();
    }
    world.pass(3600.0);
    world.take_requests();
    see(&world, &old);
    token(&world).unwrap();
    assert_eq!(world.take_requests(), ["/token refresh_token"]);
}

#[test]
fn a_tab_that_has_not_heard_of_the_end_ends_too() {
    let world = signed_in();
    let old = seen(&world);
    block_on(world.client().clear_tokens()).unwrap();
    see(&world, &old);
    world.pass(3600.0);
    assert_eq!(code_of(token(&world)), "not_authenticated");
    assert_eq!(seen(&world), [None, None, None]);
    assert_eq!(world.take_requests(), [""; 0]);
}

#[test]
fn an_answer_that_comes_after_the_end_is_dropped_although_storage_is_late() {
    let world = signed_in();
    world.pass(3600.0);
    let (other, late, old) = (world.client(), world.clone(), seen(&world));
    world.meanwhile(move || {
        drive(other.clear_tokens()).unwrap();
        see(&late, &old);
    });
    assert_eq!(code_of(token(&world)), "not_authenticated");
    assert_eq!(seen(&world), [None, None, None]);
}

#[test]
fn an_answer_for_the_session_before_leaves_the_next_one_alone() {
    let world = signed_in();
    world.pass(3600.0);
    block_on(world.client().sign_in(&SignInOptions { clear_tokens: Some(false), ..options() }))
        .unwrap();
    let (other, late, old, callback) =
        (world.client(), world.clone(), seen(&world), world.approve());
    // The answer that is on its way is the refresh token before that of the sign-in.
    world.meanwhile(move || {
        drive(other.handle_sign_in_callback(&callback)).unwrap();
        see(&late, &old);
    });
    token(&world).unwrap();
    let stored = local(&world, "refreshToken").unwrap();
    assert_eq!(stored, world.provider.last_refresh_token());
    assert!(world.provider.takes_refresh_token(&stored));
}

#[test]
fn where_there_is_no_record_storage_is_right() {
    let world = signed_in();
    world.without_record.set(true);
    world.pass(3600.0);
    assert_eq!(code_of(token(&world)), "ok");
    world.record.replace(Some("{".to_owned()));
    world.without_record.set(false);
    world.pass(3600.0);
    assert_eq!(code_of(token(&world)), "ok");
    assert!(world.provider.takes_refresh_token(&local(&world, "refreshToken").unwrap()));
}

#[test]
fn a_session_that_another_sdk_stored_is_the_session() {
    let world = signed_in();
    let other = signed_in();
    let values = seen(&other);
    // As if it had signed in at our provider, too.
    world.provider.knows(&values[0].clone().unwrap());
    see(&world, &values);
    world.pass(3600.0);
    assert_eq!(code_of(token(&world)), "ok");
}

#[test]
fn the_record_holds_no_token_once_the_session_has_ended() {
    let world = signed_in();
    world.pass(3600.0);
    token(&world).unwrap();
    let tokens = seen(&world).map(Option::unwrap);
    block_on(world.client().sign_out(None)).unwrap();
    let record = world.record.borrow().clone().unwrap();
    assert!(tokens.iter().all(|token| !record.contains(token.as_str())), "{record}");
}

#[test]
fn the_provider_is_left_alone_for_as_long_as_it_asked() {
    for (status, seconds, waits) in
        [(429, 30.0, 30.0), (503, 5.0, 5.0), (429, 86_400.0, 60.0), (500, 30.0, 0.0)]
    {
        let world = signed_in();
        world.pass(3600.0);
        world.retry_after.set(Some(seconds));
        world.fate("/token", Fate::Instead(status, "not now"));
        assert!(token(&world).is_err());
        world.fate("/token", Fate::Answered);
        world.take_requests();
        if waits > 0.0 {
            world.pass(waits - 1.0);
            // Other tabs, too.
            assert_eq!(code_of(token(&world)), "rate_limited", "{status} {seconds}");
            assert_eq!(world.take_requests(), [""; 0]);
            assert!(at_once(world.client().is_authenticated()));
            world.pass(1.0);
        }
        assert_eq!(code_of(token(&world)), "ok", "{status} {seconds}");
    }
}

#[test]
fn one_call_of_this_page_tells_the_others_to_wait() {
    let world = World::new();
    let session = world.client();
    world.retry_after.set(Some(10.0));
    world.fate("/.well-known/openid-configuration", Fate::Instead(503, "not now"));
    assert!(block_on(session.sign_in(&options())).is_err());
    world.fate("/.well-known/openid-configuration", Fate::Answered);
    assert_eq!(code_of(block_on(session.sign_in(&options()))), "rate_limited");
    world.pass(10.0);
    assert_eq!(code_of(block_on(session.sign_in(&options()))), "ok");
}

#[test]
fn access_tokens_that_were_cleared_do_not_come_back() {
    let world = signed_in();
    let old = token(&world).unwrap();
    block_on(world.client().clear_access_tokens()).unwrap();
    assert_ne!(token(&world).unwrap().expose(), old.expose());
}

#[test]
fn keys_that_fit_nothing_are_fetched_again_once_in_a_while() {
    let world = signed_in();
    let session = world.client();
    let renew = || code_of(block_on(session.new_access_token(&Target::default())));
    world.provider.sign_with_unknown_key();
    world.without_record.set(true);
    let refresh_token = local(&world, "refreshToken").unwrap();
    for _ in 0..4 {
        world.put(Area::Local, "logto:app:refreshToken", &refresh_token);
        world.provider.knows(&refresh_token);
        assert_eq!(renew(), "id_token.key_not_found");
    }
    let jwks = world.take_requests().iter().filter(|request| *request == "/jwks").count();
    assert_eq!(jwks, 1);
}

#[test]
fn a_sign_in_during_the_hand_over_gives_its_own_token() {
    let world = signed_in();
    world.pass(3600.0);
    let keep = SignInOptions { clear_tokens: Some(false), ..options() };
    block_on(world.client().sign_in(&keep)).unwrap();
    let callback = world.approve();
    let session = world.client();
    let target = Target::default();
    let mut renewal = pin!(session.access_token(&target));
    let before = world.record.borrow().clone();
    // Up to where the record has the new tokens, and this tab does not go on yet.
    while *world.record.borrow() == before {
        assert!(renewal.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    drive(world.client().handle_sign_in_callback(&callback)).unwrap();
    let token = drive(renewal).unwrap();
    assert!(local(&world, "accessToken").unwrap().contains(token.expose()));
    assert_eq!(local(&world, "refreshToken").unwrap(), world.provider.last_refresh_token());
}

#[test]
fn an_answer_is_not_compared_with_another_session() {
    let world = signed_in();
    world.pass(3600.0);
    let keep = SignInOptions { clear_tokens: Some(false), ..options() };
    block_on(world.client().sign_in(&keep)).unwrap();
    let (other, late, callback) = (world.client(), world.clone(), world.approve());
    world.meanwhile(move || {
        late.provider.tamper(|claims| claims["sub"] = json!("bob"));
        drive(other.handle_sign_in_callback(&callback)).unwrap();
        // Bob has gone, too; this tab sees him still.
        let bob = seen(&late);
        drive(other.clear_tokens()).unwrap();
        see(&late, &bob);
    });
    assert_eq!(code_of(token(&world)), "not_authenticated");
    assert_eq!(seen(&world), [None, None, None]);
}

#[test]
fn an_answer_is_compared_with_what_was_stored_when_it_was_asked_for() {
    let world = signed_in();
    let old = seen(&world);
    let mut bob = signed_in_as_bob();
    // All but the refresh token of a session before is told to this tab while it waits.
    bob[0] = old[0].clone();
    world.pass(3600.0);
    let late = world.clone();
    world.meanwhile(move || see(&late, &bob));
    let token = token(&world).unwrap();
    let [refresh_token, id_token, access_tokens] = seen(&world).map(Option::unwrap);
    assert_eq!(refresh_token, world.provider.last_refresh_token());
    let claims = jws::payload(&id_token).unwrap();
    assert!(claims.contains(r#""sub":"alice""#), "{claims}");
    let access_tokens: Value = serde_json::from_str(&access_tokens).unwrap();
    assert_eq!(access_tokens.as_object().unwrap().len(), 1);
    assert_eq!(access_tokens["@"]["token"], token.expose());
}

/// What bob had stored, with an access token that alice must not get.
fn signed_in_as_bob() -> [Option<String>; 3] {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    world.provider.tamper(|claims| claims["sub"] = json!("bob"));
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    let resource = Some("https://a.example".to_owned());
    let target = Target { resource, organization_id: None };
    block_on(world.client().access_token(&target)).unwrap();
    seen(&world)
}

#[test]
fn a_sign_in_that_is_seen_in_part_is_taken_over_as_a_whole() {
    // At any moment of a renewal.
    for moment in 0.. {
        let world = signed_in();
        world.pass(3600.0);
        let keep = SignInOptions { clear_tokens: Some(false), ..options() };
        block_on(world.client().sign_in(&keep)).unwrap();
        let (session, target, old) = (world.client(), Target::default(), seen(&world));
        let mut renewal = pin!(session.access_token(&target));
        let mut poll = || renewal.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        if (0..moment).any(|_| poll().is_ready()) {
            assert!(moment > 5);
            return;
        }
        let started = world.take_requests();
        let is_sent = started.iter().any(|request| request == "/token refresh_token");
        drive(world.client().handle_sign_in_callback(&world.approve())).unwrap();
        let [refresh_token, ..] = seen(&world);
        if !is_sent {
            see(&world, &[refresh_token, old[1].clone(), old[2].clone()]);
        }
        assert_eq!(code_of(drive(renewal)), "ok", "{moment}");
        let stored = local(&world, "refreshToken").unwrap();
        assert!(world.provider.takes_refresh_token(&stored), "{moment}");
    }
}
