use futures::executor::block_on;

use super::{
    code_of, local, signed_in,
    world::{Fate, World},
};
use crate::session::Session;

fn sign_out(session: &Session<super::world::Tab>) -> String {
    code_of(block_on(session.sign_out(Some("https://shop.example"))))
}

#[test]
fn everything_goes_here_and_at_the_provider() {
    let world = signed_in();
    let refresh_token = local(&world, "refreshToken").unwrap();
    world.put(crate::platform::Area::Local, "cart", "3 books");
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
