//! Stored values, whatever somebody has put there: lines `name: value` (see `world.rs`).
//!
//! Looking at the session never fails, changes nothing, and asks nobody; what is read is printed as it
//! was read.

use crate::{
    at_once,
    observed::{APP_ID, CONFIG},
    protocol::{syntax::Syntax, token::Target},
    world::World,
};
use logto_wasm::{
    platform::{Area, Key},
    session::{
        Session,
        store::{Cached, SignInSession, Store, Tokens},
    },
};

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
    let session = World::read(text).session();
    let before = session.platform().storage.borrow().clone();

    at_once(look(&session));
    assert!(before == *session.platform().storage.borrow(), "looking has changed something");
    assert_eq!(session.platform().requests(), 0, "looking has asked somebody");

    at_once(print_again(session.platform()));
}

async fn look(session: &Session<World>) {
    let world = session.platform();
    let id_token = session.id_token().await.expect("a value, or none");
    let refresh_token = session.refresh_token().await.expect("a value, or none");
    assert!(refresh_token.is_none_or(|token| !token.expose().is_empty()));

    let state = session.state().await.expect("a state");
    assert_eq!(session.is_authenticated().await.expect("an answer"), state.claims.is_some());
    assert!(id_token.is_some() || state.claims.is_none(), "nobody is signed in, with claims");
    // It becomes a timer: one that is no number would ring at once, and again and again.
    assert!(state.ends_in.is_none_or(|seconds| seconds > 0.0), "ends in {:?}", state.ends_in);
    if let Some(claims) = &state.claims {
        let claims = world.parse(claims).expect("JSON");
        assert!(claims.required::<String>("sub").is_some(), "claims of nobody");
    }
    match (session.id_token_claims().await, &id_token) {
        (Ok(_), Some(_)) => {}
        (Err(error), None) => assert_eq!(error.code(), "not_authenticated"),
        _ => panic!("claims without a token, or a token without claims"),
    }

    session.app_state().await.expect("a value, or none");
    let target =
        Target { resource: world.line("resource").map(str::to_owned), ..Target::default() };
    let store = Store::new(world, &CONFIG);
    assert!(store.clock_offset().await.expect("a number").is_finite());
    store.cached(Cached::Metadata).await;
    store.cached(Cached::Keys).await;
    let token = store.access_token(&target).await.expect("a value, or none");
    assert!(token.is_none_or(|token| !token.token.expose().is_empty()));

    let url = world.line("callback").unwrap_or("https://shop.example/callback?state=S");
    let is_redirected = session.is_sign_in_redirected(url).await;
    assert!(is_redirected.is_ok() || world.url(url).is_none(), "no answer");
}

async fn print_again(world: &World) {
    let store = Store::new(world, &CONFIG);
    let tokens = store.tokens().await.expect("values, or none");
    if tokens.refresh_token().is_some() {
        let text = world.print(&tokens.to_json());
        let again = world.read::<Tokens>(&text).expect("what was printed");
        assert!(again == tokens, "other tokens");
        // Storing what is stored changes nothing.
        let before = world.tokens();
        store.put(&tokens).await.expect("room");
        assert_eq!(world.tokens(), before);
    }

    let Some(text) = stored(world, "signInSession") else { return };
    let Some(sign_in) = world.read::<SignInSession>(&text) else { return };
    store.set_sign_in(&sign_in).await.expect("room");
    let again = store.sign_in(None).await.expect("what was stored");
    assert_eq!(fields(&again), fields(&sign_in), "another sign-in");
    // Where the tab's own is lost, its copy says the same.
    world.storage.borrow_mut().remove(&key("signInSession").text());
    let copy = store.pending(Some(&sign_in.state)).await.expect("a value, or none");
    match copy {
        Some(copy) => assert_eq!(fields(&copy), fields(&sign_in), "another copy"),
        None => assert!(world.line("alone").is_some(), "no copy"),
    }
    store.remove_sign_in(&sign_in.state).await.expect("storage that works");
    let left = store.pending(Some(&sign_in.state)).await;
    assert!(left.expect("none").is_none(), "still there");
}

fn key(name: &'static str) -> Key<'static> {
    Key { area: Area::Session, app_id: APP_ID, name }
}

fn stored(world: &World, name: &'static str) -> Option<String> {
    world.storage.borrow().get(&key(name).text()).cloned()
}

fn fields(sign_in: &SignInSession) -> [Option<&str>; 6] {
    [
        Some(&sign_in.redirect_uri),
        sign_in.post_redirect_uri.as_deref(),
        Some(sign_in.code_verifier.expose()),
        Some(&sign_in.state),
        sign_in.nonce.as_deref(),
        sign_in.app_state.as_deref(),
    ]
}
