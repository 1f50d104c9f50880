//! Which key verifies a token. The token's header as JSON, on a line; then the JWK Set.
//!
//! A key that is found is the only one that fits, and it fits in everything it says of itself.

use crate::{
    base64url,
    page::Page,
    protocol::{
        json::Value,
        jwk::{self, Algorithm},
        jws::Jws,
        syntax::Syntax,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The members that make signatures (RFC 7518 §6).
const SECRET: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
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
            let Value::Object(members) = key.public() else { panic!("not a key") };
            for (name, value) in members {
                assert!(*only.field(&name) == value, "{name} of another key");
                assert!(!SECRET.contains(&&*name), "{name} is secret");
            }
        }
        (Ok(_), _) => panic!("a key that does not fit, or is one of several"),
        (Err(_), [_]) => panic!("the key is not found"),
    }
}

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
        && SECRET.iter().all(|name| is_missing(name))
        && (kind != "RSA" || is_strong(&number(key, "n"), &number(key, "e")))
        && curve.is_none_or(|curve| is("crv", curve))
        && members.iter().all(|name| is_text(name))
        && (is_missing("alg") || is("alg", algorithm.name()) || is_named_otherwise)
        && (is_missing("use") || is("use", "sig"))
        && (is_missing("key_ops")
            || operations.is_some_and(|all| all.contains(&Value::from("verify"))))
}

/// The bits of a number, the first one 1; none when it is no number.
fn number(key: &Value, name: &str) -> Vec<u8> {
    let text: String = key.required(name).unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    let bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    bits.skip_while(|bit| *bit == 0).collect()
}

/// 2048 bits, and an exponent that is odd and more than 1.
fn is_strong(modulus: &[u8], exponent: &[u8]) -> bool {
    modulus.len() >= 2048 && exponent.len() > 1 && exponent.last() == Some(&1)
}
