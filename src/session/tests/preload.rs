//! What the provider publishes, before it is needed.

use futures::{executor::block_on, future::join_all};

use super::{
    at_once, code_of, options,
    world::{Fate, Site, World},
};
use crate::platform::Area;

const DISCOVERY: &str = "/.well-known/openid-configuration";
const JWKS: &str = "/jwks";
const KEYS_KEY: &str = "logto_cache:app:jwks";

#[test]
fn with_both_at_hand_the_way_to_the_provider_and_back_waits_for_the_code_alone() {
    let world = World::new();
    let session = world.client();
    block_on(session.preload()).unwrap();
    assert_eq!(world.take_requests(), [DISCOVERY, JWKS]);
    at_once(session.sign_in(&options()));
    assert_eq!(world.take_requests(), [""; 0]);
    block_on(world.client().handle_sign_in_callback(&world.approve())).unwrap();
    assert_eq!(world.take_requests(), ["/token authorization_code"]);
}

#[test]
fn several_callers_share_one_fetch() {
    let world = World::new();
    let session = world.client();
    for result in block_on(join_all((0..5).map(|_| session.preload()))) {
        result.unwrap();
    }
    assert_eq!(world.take_requests(), [DISCOVERY, JWKS]);
    at_once(session.preload());
    assert_eq!(world.take_requests(), [""; 0]);
}

#[test]
fn who_needs_the_metadata_does_not_wait_for_the_keys() {
    let world = World::new();
    let (session, options) = (world.client(), options());
    let sign_in = async {
        session.metadata().await.unwrap();
        session.sign_in(&options).await.unwrap();
        // One of them only: the other is on its way.
        assert!(world.value(Area::Cache, KEYS_KEY).is_none());
    };
    let (preloaded, ()) = block_on(futures::future::join(session.preload(), sign_in));
    preloaded.unwrap();
    assert_eq!(world.take_requests(), [DISCOVERY, JWKS]);
}

#[test]
fn what_could_not_be_fetched_is_fetched_by_who_needs_it() {
    for lost in [DISCOVERY, JWKS] {
        let world = World::new();
        let session = world.client();
        world.fate(lost, Fate::RequestLost);
        assert_eq!(code_of(block_on(session.preload())), "network_error");
        world.fate(lost, Fate::Answered);
        block_on(session.sign_in(&options())).unwrap();
        block_on(session.handle_sign_in_callback(&world.approve())).unwrap();
    }
}

#[test]
fn keys_that_nobody_here_needs_are_not_fetched() {
    let world = World::new();
    world.site.replace(Site { verifier: Some(Box::new(|_| true)), ..Site::default() });
    block_on(world.client().preload()).unwrap();
    assert_eq!(world.take_requests(), [DISCOVERY]);
}
