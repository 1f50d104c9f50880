//! Access tokens, from storage or renewed: stored values, what tabs hand over, and the token endpoint's
//! answer, as lines `name: value` (see `world.rs`).
//!
//! A call comes to an end after few requests, with a token that somebody has given; what is written
//! can be read; and after a sign-out there is nothing left.

use crate::{
    answer, at_once,
    observed::ISSUED_AT,
    protocol::{json::Value, syntax::Syntax, token::Target},
    world::World,
};
use logto_wasm::session::{Session, handover::Record};

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
    let world = World::read(text);
    let record = world.record.borrow().clone();
    let resource = world.line("resource").map(str::to_owned);
    let target = Target { resource, ..Target::default() };
    let session = world.session();
    at_once(run(&session, &target, record));
}

async fn run(session: &Session<World>, target: &Target, record: Option<String>) {
    let world = session.platform();
    let given: Vec<String> = [world.local("accessToken"), handed_over(world, record.as_deref())]
        .into_iter()
        .flatten()
        .filter_map(|text| world.parse(&text)?.field(&target.key()).required("token"))
        .chain(world.parse(&body(world)).and_then(|answer| answer.required("access_token")))
        .collect();

    if let Ok(token) = session.access_token(target).await {
        assert!(!token.expose().is_empty(), "an empty token");
        assert!(given.iter().any(|one| one == token.expose()), "nobody has given this token");
        // What was given is kept. (At least as long as it lasts.)
        let requests = world.requests();
        let lasts = world
            .local("accessToken")
            .and_then(|text| world.parse(&text)?.field(&target.key()).required("expiresAt"))
            .is_some_and(|expires_at: f64| expires_at > ISSUED_AT + 10.0);
        if lasts && world.local("clockOffset").is_none() {
            let again = session.access_token(target).await;
            assert!(again.is_ok_and(|again| again.expose() == token.expose()), "another one");
            assert_eq!(world.requests(), requests, "asked again");
        }
    }
    check_record(world, record.as_deref());
    let _ = session.new_access_token(target).await;
    let _ = session.fetch_user_info().await;
    session.state().await.expect("a state");
    check_record(world, record.as_deref());

    session.clear_access_tokens().await.expect("storage that works");
    assert_eq!(world.local("accessToken"), None);
    check_record(world, record.as_deref());

    session.sign_out(None).await.expect("a way out");
    let left = world.storage.borrow().keys().cloned().collect::<Vec<_>>();
    assert!(left.is_empty(), "left: {left:?}");
    assert!(!session.is_authenticated().await.expect("an answer"), "still signed in");
    check_record(world, record.as_deref());
}

/// The access tokens in a record.
fn handed_over(world: &World, record: Option<&str>) -> Option<String> {
    world.parse(record?)?.field("tokens").required("accessToken")
}

fn body(world: &World) -> String {
    answer(world.line("answer").unwrap_or_default()).body
}

/// A record that we have written can be read, and does not grow for ever.
fn check_record(world: &World, before: Option<&str>) {
    let record = world.record.borrow().clone();
    if record.as_deref() == before {
        return;
    }
    let text = record.expect("nobody removes it");
    assert!(world.read::<Record>(&text).is_some(), "a record of another shape");
    let past: Option<Vec<Value>> = world.parse(&text).and_then(|record| record.required("past"));
    // Without a change of the past, it is as long as somebody has made it.
    let made = before.and_then(|text| world.parse(text)?.required("past"));
    let made = made.map_or(0, |past: Vec<Value>| past.len());
    assert!(past.is_some_and(|past| past.len() <= made.max(128)), "a past without end");
}
