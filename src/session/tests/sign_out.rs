use futures::executor::block_on;

use super::{
    at_once, code_of, local, options, signed_in,
    world::{Fate, World},
};
use crate::{
    platform::Area,
    protocol::{secret::RefreshToken, token::Target},
    session::Session,
};

fn sign_out(session: &Session<super::world::Tab>) -> String {
    code_of(block_on(session.sign_out(Some("https://shop.example"))))
}

#[test]
fn everything_goes_here_and_at_the_provider() {
    let world = signed_in();
    let refresh_token = local(&world, "refreshToken").unwrap();
    world.put(Area::Local, "cart", "3 books");
    assert_eq!(sign_out(&world.client()), "ok");
    assert_eq!(world.take_requests(), ["/token/revocation"]);
    assert!(!world.provider.takes_refresh_token(&refresh_token));
    // Other values of the site are none of our business.
    assert_eq!(world.keys().into_iter().collect::<Vec<_>>(), ["cart"]);
    assert_eq!(
        world.navigations.borrow().last().unwrap(),
        "https://id.example/oidc/session/end?client_id=app&post_logout_redirect_uri=https%3A%2F%2Fshop.example"
    );
}

#[test]
fn a_failed_revocation_does_not_stop_it() {
    for fate in [Fate::RequestLost, Fate::Instead(500, "oops")] {
        let world = signed_in();
        world.fate("/token/revocation", fate);
        assert_eq!(sign_out(&world.client()), "ok");
        assert!(world.keys().is_empty());
        assert_eq!(world.navigations.borrow().len(), 2);
    }
}

#[test]
fn without_a_refresh_token_nothing_is_revoked() {
    let world = World::new();
    assert_eq!(code_of(block_on(world.client().sign_out(None))), "ok");
    assert_eq!(world.take_requests(), ["/.well-known/openid-configuration"]);
    assert_eq!(
        world.navigations.borrow().last().unwrap(),
        "https://id.example/oidc/session/end?client_id=app"
    );
}

#[test]
fn a_bad_address_to_return_to_undoes_nothing() {
    let world = signed_in();
    let before = world.stored();
    let result = block_on(world.client().sign_out(Some("javascript:alert(1)")));
    assert_eq!(code_of(result), "options.invalid");
    assert_eq!(world.stored(), before);
}

/// Removes the values of the session from storage, as the npm package does before it calls the crate: the refresh token.
fn remove_session(world: &World) -> RefreshToken {
    let refresh_token = local(world, "refreshToken").unwrap();
    for name in ["idToken", "refreshToken", "accessToken"] {
        world.forget(Area::Local, &format!("logto:app:{name}"));
    }
    RefreshToken::new(refresh_token)
}

#[test]
fn clearing_removed_tokens_ends_the_session_for_a_tab_that_still_sees_it() {
    let world = signed_in();
    let late = world.stored();
    let removed = remove_session(&world);
    block_on(world.client().clear_removed_tokens(&removed)).unwrap();
    world.store(late);
    world.pass(3600.0);
    let token = block_on(world.client().access_token(&Target::default()));
    assert_eq!(code_of(token), "not_authenticated");
    assert!(local(&world, "refreshToken").is_none());
}

#[test]
fn clearing_removed_tokens_keeps_a_session_that_has_started_since() {
    let world = signed_in();
    let removed = remove_session(&world);
    block_on(world.client().sign_in(&options())).unwrap();
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    let (stored, record) = (world.stored(), world.record.borrow().clone());
    block_on(world.client().clear_removed_tokens(&removed)).unwrap();
    assert_eq!((world.stored(), world.record.borrow().clone()), (stored, record));
    assert!(at_once(world.client().is_authenticated()));
}
