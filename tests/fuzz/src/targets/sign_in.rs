//! The end of a sign-in: stored values, the callback, and the token endpoint's answer, as lines
//! `name: value` (see `world.rs`).
//!
//! Either the session is the answer's, or it is what it was.

use std::collections::BTreeMap;

use crate::{
    answer, at_once,
    protocol::{json::Value, syntax::Syntax},
    world::World,
};
use url::Url;

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
    let world = World::read(text);
    let Some(callback) = world.line("callback").map(str::to_owned) else { return };
    let session = world.session();
    let world = session.platform();
    let before = world.tokens();

    let done = at_once(session.handle_sign_in_callback(&callback));
    let requests = world.token_requests.borrow().clone();
    assert!(requests.len() <= 1, "a code is sent twice");
    if let [request] = &requests[..] {
        check_request(request, &callback);
    }

    if done.is_err() {
        assert_eq!(world.tokens(), before, "an answer that is refused has left something");
        assert!(world.navigations.borrow().is_empty(), "an answer that is refused leads on");
        return;
    }
    if requests.is_empty() {
        assert_eq!(world.tokens(), before, "nobody has answered");
        assert!(at_once(session.is_authenticated()).expect("an answer"), "nobody has signed in");
        return;
    }
    let response = answer(world.line("answer").unwrap_or_default());
    let tokens = world.parse(&response.body).expect("JSON");
    let text = |name: &str| tokens.required::<String>(name);
    assert!((200..300).contains(&response.status));
    assert_eq!(world.local("idToken"), text("id_token"), "another user");
    assert_eq!(world.local("refreshToken"), text("refresh_token"), "another session");
    let stored = world.local("accessToken").and_then(|text| world.parse(&text));
    let Some(Value::Object(stored)) = stored else { panic!("no access token") };
    assert_eq!(stored.len(), 1, "access tokens of the session before");
    assert_eq!(stored[0].1.required("token"), text("access_token"), "another access token");
    for place in world.navigations.borrow().iter() {
        check_place(place);
    }
    // Once more, as after a reload: there is nothing to do, or nothing is done.
    let after = world.tokens();
    let _ = at_once(session.handle_sign_in_callback(&callback));
    assert!(world.token_requests.borrow().len() == 1 || after != before, "a code is sent twice");
}

/// The code is the callback's, and the redirect URI its place.
fn check_request(request: &str, callback: &str) {
    // A query is a form.
    let form = Url::parse(&["https://form.example/?", request].concat()).expect("a URL");
    let sent: BTreeMap<_, _> = form.query_pairs().into_owned().collect();
    assert_eq!(sent.len(), form.query_pairs().count(), "a parameter is sent twice");
    assert_eq!(sent["grant_type"], "authorization_code");

    let callback = Url::parse(callback).expect("a URL");
    let mut codes = callback.query_pairs().filter(|one| one.0 == "code");
    assert!(codes.any(|one| one.1 == sent["code"]), "another code");
    let redirect_uri = Url::parse(&sent["redirect_uri"]).expect("a URL");
    let place = |url: &Url| (url.origin().ascii_serialization(), url.path().to_owned());
    assert_eq!(place(&callback), place(&redirect_uri), "another redirect URI");
}

/// A page of the site, a web page, or an app: never a script.
fn check_place(place: &str) {
    let site = Url::parse("https://shop.example/").expect("a URL");
    let url = site.join(place).unwrap_or(site);
    let is_unsafe = ["javascript", "data", "blob", "file", "vbscript", "about", "view-source"];
    assert!(!is_unsafe.contains(&url.scheme()), "leads to {place}");
}
