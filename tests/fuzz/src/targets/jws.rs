//! A signed token in compact serialization.
//!
//! What is accepted has one spelling, and an algorithm that only the provider can sign with.

use crate::{
    base64url,
    page::Page,
    protocol::{
        json::Value,
        jws::{self, Jws},
        syntax::Syntax,
    },
};

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
    let payload = jws::payload(text);
    if let Ok(payload) = &payload {
        assert_eq!(
            text.split('.').nth(1),
            Some(&*base64url(payload.as_bytes())),
            "another spelling"
        );
    }
    let Ok(jws) = Jws::parse(text, &Page::CHECKING) else { return };

    let input = jws.signing_input();
    assert_eq!([input, ".", &base64url(jws.signature())].concat(), text, "another token");
    assert_eq!(jws.payload(), payload.expect("the same reader"));
    assert!(!matches!(jws.algorithm().name(), "none" | "HS256" | "HS384" | "HS512"));

    let (header, payload) = input.split_once('.').expect("two segments");
    assert_eq!(base64url(jws.payload()), payload, "another spelling");
    let header = jws::payload(&[".", header, "."].concat()).expect("a text");
    let header = Page::CHECKING.parse(&header).expect("JSON");
    let named = match header.field("alg") {
        Value::String(name) if name == "Ed25519" => "EdDSA",
        Value::String(name) => name,
        _ => panic!("no algorithm"),
    };
    assert_eq!(named, jws.algorithm().name());
    assert_eq!(header.optional("kid"), Some(jws.kid().map(str::to_owned)));
    assert!(*header.field("crit") == Value::Null, "an extension that nobody understands");
}
