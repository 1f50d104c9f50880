//! Reads: who is signed in, the tokens, the claims, and whether an address is the callback.

use std::{cell::Cell, rc::Rc};

use futures::executor::block_on;

use super::{
    super::{
        at_once,
        provider::ISSUER,
        world::{CALLBACK, World},
    },
    scenes::scene,
    *,
};
use crate::protocol::token::Target;

/// `{ value }` or `{ error }`, as the script says it.
fn outcome<T: Into<Value>>(result: Result<T, Error>) -> Value {
    match result {
        Ok(value) => json!({ "value": value.into() }),
        Err(error) => json!({ "error": description(&error) }),
    }
}

#[test]
fn reads_of_a_generated_storage_have_the_same_answers_in_the_entry_file() {
    assert_eq!(ISSUER, "https://id.example/oidc");
    assert_eq!(CALLBACK, "https://shop.example/callback");
    let entry_file = EntryFile::start();
    let world = World::new();
    // The provider does not answer: what is asked of it is seen by that.
    let requests = Rc::new(Cell::new(0));
    let counted = requests.clone();
    world.server.replace(Some(Box::new(move |_| {
        counted.set(counted.get() + 1);
        Err(Failure::NoAnswer { cause: None }.into())
    })));
    let tally = Tally::default();
    for_each(4000, &scene().boxed(), |scene| {
        let laid = scene.lay();
        let answer = entry_file.ask("read", scene.question(&laid));
        let seen = laid.seen.iter();
        world.store(seen.map(|(area, key, value)| ((*area, key.clone()), value.clone())).collect());
        world.now.set(scene.now as f64 / 1000.0);
        requests.set(0);
        let session = world.client_with(|input| input.leeway = scene.leeway);

        let is_authenticated = at_once(session.is_authenticated());
        let id_token = at_once(session.id_token()).map(|token| token.raw().expose().to_owned());
        let refresh_token = at_once(session.refresh_token()).map(|token| token.expose().to_owned());
        let state = at_once(session.state());
        prop_assert_eq!(&answer["isAuthenticated"], is_authenticated);
        prop_assert_eq!(&answer["snapshot"]["isAuthenticated"], is_authenticated);
        prop_assert_eq!(&answer["idToken"], &json!(id_token));
        prop_assert_eq!(&answer["refreshToken"], &json!(refresh_token));
        prop_assert_eq!(answer["state"]["claims"].as_str(), state.claims.as_deref());
        prop_assert_eq!(answer["state"]["endsIn"].as_f64(), state.ends_in);
        let claims = block_on(session.id_token_claims()).map(|claims| claims.to_string());
        prop_assert_eq!(&answer["claims"], &outcome(claims));
        prop_assert_eq!(&answer["areClaimsParsed"], true);
        prop_assert_eq!(&answer["snapshot"]["areClaimsThose"], true);
        prop_assert_eq!(&answer["requestsOfReads"], 0);
        tally.count(match (&id_token, is_authenticated) {
            (None, _) if laid.seen.iter().any(|(_, key, _)| key.ends_with(":idToken")) => {
                "something else in the place of an ID token"
            }
            (None, _) => "no ID token",
            (Some(_), false) => "an ID token that has expired",
            (Some(_), true) if refresh_token.is_some() => "a session that can be renewed",
            (Some(_), true) if state.ends_in.is_some() => "a session that ends",
            (Some(_), true) => "a session without an end",
        });

        let target = Target {
            resource: scene.resource.map(Into::into),
            organization_id: scene.organization_id.map(Into::into),
        };
        let token = block_on(session.access_token(&target)).map(|token| token.expose().to_owned());
        let is_left = answer["accessToken"]["error"]["isLeftToCore"] == true;
        tally.count(match (&token, requests.get(), is_left) {
            (Ok(_), 0, false) => "an access token from storage",
            (Err(_), 0, false) => "no access token without an ID token",
            (Err(_), 0, true) => "no access token without a refresh token",
            (Err(_), _, true) => "an access token of the provider",
            _ => "impossible",
        });
        if is_left {
            prop_assert!(token.is_err(), "left to the core without a need");
        } else {
            prop_assert_eq!(requests.get(), 0, "answered without the provider");
            prop_assert_eq!(&answer["accessToken"], &outcome(token));
        }

        let is_redirected = block_on(session.is_sign_in_redirected(scene.url));
        if answer["isSignInRedirected"]["error"]["isLeftToCore"] == true {
            tally.count(if matches!(is_redirected, Ok(false)) {
                "left to the core: is it the callback?"
            } else {
                "a callback"
            });
        } else {
            tally.count("no sign-in is pending");
            prop_assert_eq!(&answer["isSignInRedirected"], &outcome(is_redirected));
        }
        Ok(())
    });
    let kinds = [
        "something else in the place of an ID token",
        "no ID token",
        "an ID token that has expired",
        "a session that can be renewed",
        "a session that ends",
        "a session without an end",
        "an access token from storage",
        "no access token without an ID token",
        "no access token without a refresh token",
        "an access token of the provider",
        "left to the core: is it the callback?",
        "a callback",
        "no sign-in is pending",
    ];
    tally.assert_each(50, &kinds);
}
