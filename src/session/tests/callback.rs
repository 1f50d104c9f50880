//! Callbacks that come twice, elsewhere, or late; and sign-ins in several tabs.

use std::rc::Rc;

use futures::{executor::block_on, future::join};

use super::{
    at_once, code_of, local, options, signed_in,
    world::{Fate, World},
};
use crate::{platform::Area, protocol::authorization::SignInOptions};

const COPIES: &str = "logto:app:signInSessions";

fn handle(world: &Rc<World>, callback: &str) -> String {
    code_of(block_on(world.client().handle_sign_in_callback(callback)))
}

#[test]
fn a_callback_that_was_handled_is_nothing_to_do_while_signed_in() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let callback = world.approve();
    assert_eq!(handle(&world, &callback), "ok");
    let before = world.stored();
    world.take_requests();
    assert_eq!(handle(&world, &callback), "ok");
    assert_eq!(world.stored(), before);
    assert_eq!(world.take_requests(), [""; 0]);
    // A reload comes without the parameters that were removed from the address bar.
    assert_eq!(handle(&world, "https://shop.example/callback"), "ok");
    block_on(world.client().clear_tokens()).unwrap();
    for url in [&callback, "https://shop.example/callback"] {
        assert_eq!(handle(&world, url), "sign_in_session.not_found");
    }
}

#[test]
fn code_and_state_leave_the_address_bar_when_the_page_stays() {
    let to_home = || Some("https://shop.example/home".to_owned());
    for (keep, post_redirect_uri, is_shown) in [
        (None, None, true),
        (Some(false), None, true),
        (Some(true), None, false),
        (None, to_home(), false),
    ] {
        let world = World::new();
        let client = world.client_with(|config| config.keep_callback_url = keep);
        let sign_in = SignInOptions { post_redirect_uri, ..options() };
        block_on(client.sign_in(&sign_in)).unwrap();
        let callback = world.approve();
        block_on(client.handle_sign_in_callback(&callback)).unwrap();
        let shown = (callback, sign_in.redirect_uri);
        assert_eq!(*world.shown.borrow(), Vec::from_iter(is_shown.then_some(shown)), "{keep:?}");
    }
}

#[test]
fn a_refused_callback_stays_in_the_address_bar() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let callback = world.approve();
    assert_ne!(handle(&world, &callback.replace("state=", "state=x")), "ok");
    assert!(world.shown.borrow().is_empty());
}

#[test]
fn the_callback_is_handled_where_the_tabs_storage_is_lost() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let callback = world.approve();
    world.close_tab();
    assert!(at_once(world.client().is_sign_in_redirected(&callback)));
    assert!(!at_once(
        world.client().is_sign_in_redirected("https://shop.example/callback?state=x")
    ));
    assert_eq!(handle(&world, &callback), "ok");
    assert!(at_once(world.client().is_authenticated()));
    assert_eq!(world.value(Area::Local, COPIES), None);
}

#[test]
fn a_copy_is_good_for_ten_minutes() {
    for (seconds, code) in
        [(600.0, "ok"), (601.0, "sign_in_session.not_found"), (-601.0, "sign_in_session.not_found")]
    {
        let world = World::new();
        block_on(world.client().sign_in(&options())).unwrap();
        let callback = world.approve();
        world.close_tab();
        world.now.set(world.now.get() + seconds);
        assert_eq!(handle(&world, &callback), code, "{seconds}");
    }
}

#[test]
fn old_copies_go_when_the_next_one_is_made() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    world.now.set(world.now.get() + 601.0);
    block_on(world.client().sign_in(&options())).unwrap();
    let copies: serde_json::Value =
        serde_json::from_str(&world.value(Area::Local, COPIES).unwrap()).unwrap();
    assert_eq!(copies.as_object().unwrap().len(), 1);
}

#[test]
fn broken_copies_count_as_absent() {
    for broken in ["", "{", "null", "[]", "7", r#"{"s":1}"#, r#"{"s":{"at":1}}"#] {
        let world = World::new();
        world.put(Area::Local, COPIES, broken);
        assert_eq!(
            handle(&world, "https://shop.example/callback?code=c&state=s"),
            "sign_in_session.not_found"
        );
        block_on(world.client().sign_in(&options())).unwrap();
        world.close_tab();
        assert_eq!(handle(&world, &world.approve()), "ok", "{broken}");
    }
}

#[test]
fn two_tabs_that_sign_in_at_once_both_succeed() {
    let world = World::new();
    let tabs = [world.client(), world.client()];
    block_on(tabs[0].sign_in(&options())).unwrap();
    let first = (world.approve(), world.take_tab());
    block_on(tabs[1].sign_in(&options())).unwrap();
    let second = (world.approve(), world.take_tab());
    for (callback, tab) in [second, first] {
        world.put_tab(tab);
        assert_eq!(handle(&world, &callback), "ok");
        world.take_tab();
        assert!(at_once(world.client().is_authenticated()));
    }
    assert!(world.provider.takes_refresh_token(&local(&world, "refreshToken").unwrap()));
}

#[test]
fn two_callbacks_at_once_both_succeed() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let first = world.approve();
    // The first one's tab lost its storage; its copy is there.
    world.close_tab();
    block_on(world.client().sign_in(&options())).unwrap();
    let second = world.approve();
    let tabs = [world.client(), world.client()];
    let both =
        join(tabs[0].handle_sign_in_callback(&first), tabs[1].handle_sign_in_callback(&second));
    let (first, second) = block_on(both);
    assert_eq!((code_of(first), code_of(second)), ("ok".to_owned(), "ok".to_owned()));
    assert!(world.provider.takes_refresh_token(&local(&world, "refreshToken").unwrap()));
}

#[test]
fn a_sign_in_is_refused_only_when_it_can_be_kept_nowhere() {
    for (room, code) in [(0, "storage_unavailable"), (1, "ok"), (2, "ok")] {
        let world = World::new();
        block_on(world.client().metadata()).unwrap();
        world.room.set(Some(room));
        assert_eq!(code_of(block_on(world.client().sign_in(&options()))), code, "{room}");
    }
}

#[test]
fn a_sign_out_leaves_no_sign_in_behind() {
    let world = signed_in();
    let keep = crate::protocol::authorization::SignInOptions {
        clear_tokens: Some(false),
        app_state: Some("1".into()),
        ..options()
    };
    block_on(world.client().sign_in(&keep)).unwrap();
    assert!(world.value(Area::Local, COPIES).is_some());
    block_on(world.client().sign_out(None)).unwrap();
    assert!(world.keys().is_empty(), "{:?}", world.keys());
}

#[test]
fn keys_that_arrive_late_do_not_cost_the_sign_in_whose_code_is_spent() {
    let world = World::new();
    block_on(world.client().sign_in(&options())).unwrap();
    let callback = world.approve();
    world.take_requests();
    world.fate("/jwks", Fate::RequestLost);
    let network = world.clone();
    world.meanwhile(move || network.fate("/jwks", Fate::Answered));
    block_on(world.client().handle_sign_in_callback(&callback)).unwrap();
    assert_eq!(world.take_requests(), ["/jwks", "/token authorization_code", "/jwks"]);
    assert!(at_once(world.client().is_authenticated()));
}
