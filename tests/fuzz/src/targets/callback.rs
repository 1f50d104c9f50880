//! The authorization response. Three lines: callback URL, redirect URI, `state`.
//!
//! What is accepted is at our redirect URI, with our `state`, from our issuer, and nothing of it is
//! ambiguous.

use crate::{
    observed::{ISSUER, METADATA, SILENT_METADATA},
    page::Page,
    protocol::{callback, syntax::Syntax},
};
use url::Url;

/// What the provider may add, and what must be there once at most.
const SINGLE: [&str; 5] = ["state", "code", "iss", "error", "error_description"];

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
    let page = &Page::CHECKING;
    let mut lines = text.lines();
    let callback_uri = lines.next().unwrap_or_default();
    let redirect_uri = lines.next().unwrap_or("https://shop.example/callback");
    let state = lines.next().unwrap_or("S");
    let read = || callback::read(callback_uri, redirect_uri, state, page);

    if read().is_err() {
        return;
    }
    let url = Url::parse(callback_uri).expect("only URLs are accepted");
    let own = Url::parse(redirect_uri).expect("only URLs are accepted");
    assert_eq!(place(&url), place(&own), "another place");

    let mut added: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    for parameter in own.query_pairs().into_owned() {
        let at = added.iter().position(|one| *one == parameter).expect("our own parameters");
        added.remove(at);
    }
    let all = |name: &str| -> Vec<&str> {
        added.iter().filter(|one| one.0 == name).map(|one| one.1.as_str()).collect()
    };
    assert_eq!(all("state"), [state], "another state");
    for name in SINGLE {
        assert!(all(name).len() <= 1, "{name} is there twice");
    }
    let (url, own) = (page.url(callback_uri).unwrap(), page.url(redirect_uri).unwrap());
    assert!(callback::is_at(&url, &own));
    if own.parameters.is_empty() {
        assert_eq!(callback::state(&url).as_deref(), Some(state));
    }

    for (metadata, names_itself) in [(&METADATA, true), (&SILENT_METADATA, false)] {
        let Ok(valid) = read().unwrap().validate(metadata) else { continue };
        assert_eq!(all("code"), [valid.code().expose()], "another code");
        assert!(!valid.code().expose().is_empty(), "no code");
        assert!(all("error").iter().all(|error| error.is_empty()), "the provider refused");
        match all("iss")[..] {
            [ISSUER] => {}
            [] | [""] if !names_itself => {}
            _ => panic!("another issuer"),
        }
    }
}

/// All of a URL that comes before its query.
fn place(url: &Url) -> (&str, &str, Option<&str>, Option<&str>, Option<u16>, &str) {
    let (user, password) = (url.username(), url.password());
    (url.scheme(), user, password, url.host_str(), url.port(), url.path())
}
