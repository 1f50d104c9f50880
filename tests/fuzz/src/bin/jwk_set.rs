//! Which key verifies a token. The token's header as JSON, on a line; then the JWK Set.
//!
//! A key that is found is the only one that fits, and it fits in everything it says of itself.

#![no_main]

use libfuzzer_sys::fuzz_target;
use logto_wasm_fuzz::{
    base64url,
    page::Page,
    protocol::{
        json::Value,
        jwk::{self, Algorithm},
        jws::Jws,
        syntax::Syntax,
    },
};

fuzz_target!(|text: &str| {
    let Some((header, keys)) = text.split_once('\n') else { return };
    let Some(set) = jwk::read(keys, &Page::CHECKING) else { return };
    let token = [&base64url(header), "..c2ln"].concat();
    let Ok(jws) = Jws::parse(&token, &Page::CHECKING) else { return };

    let document = Page::CHECKING.parse(keys).expect("JSON");
    let keys: Vec<Value> = document.required("keys").expect("a list");
    let fitting: Vec<&Value> =
        keys.iter().filter(|key| fits(key, jws.algorithm(), jws.kid())).collect();
    match (set.key_for(&jws), &fitting[..]) {
        (Err(_), []) | (Err(_), [_, _, ..]) => {}
        (Ok(key), [only]) => {
            let is_secret = |name: &str| ["d", "p", "q", "dp", "dq", "qi", "k"].contains(&name);
            for (name, value) in key.public_members() {
                assert!(*only.field(name) == Value::from(value), "{name} of another key");
                assert!(!is_secret(name), "{name} is nobody's business");
            }
        }
        (Ok(_), _) => panic!("a key that does not fit, or is one of several"),
        (Err(_), [_]) => panic!("the key is not found"),
    }
});

/// The rules of RFC 7517 §4 and RFC 7518 §6, once more.
fn fits(key: &Value, algorithm: Algorithm, kid: Option<&str>) -> bool {
    let is = |name: &str, value: &str| *key.field(name) == Value::from(value);
    let is_missing = |name: &str| *key.field(name) == Value::Null;
    let is_text = |name: &str| matches!(key.field(name), Value::String(_));
    let (kind, curve, members): (_, _, &[&str]) = match algorithm {
        Algorithm::Es256 => ("EC", Some("P-256"), &["x", "y"]),
        Algorithm::Es384 => ("EC", Some("P-384"), &["x", "y"]),
        Algorithm::Es512 => ("EC", Some("P-521"), &["x", "y"]),
        Algorithm::EdDsa => ("OKP", Some("Ed25519"), &["x"]),
        Algorithm::Rs256 | Algorithm::Ps256 => ("RSA", None, &["n", "e"]),
    };
    let is_named_otherwise = algorithm == Algorithm::EdDsa && is("alg", "Ed25519");
    let operations: Option<Vec<Value>> = key.required("key_ops");
    kid.is_none_or(|kid| is("kid", kid))
        && is("kty", kind)
        && curve.is_none_or(|curve| is("crv", curve))
        && members.iter().all(|name| is_text(name))
        && (is_missing("alg") || is("alg", algorithm.name()) || is_named_otherwise)
        && (is_missing("use") || is("use", "sig"))
        && (is_missing("key_ops")
            || operations.is_some_and(|all| all.contains(&Value::from("verify"))))
}
