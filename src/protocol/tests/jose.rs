use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::executor::block_on;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{code_of, fixture};
use crate::{
    platform::native::{Native, SigningKey},
    protocol::{
        Error,
        jwk::{self, Algorithm, JwkSet, Signed, Verifier},
        jws::{self, Jws},
    },
};

fn vectors() -> Vec<Value> {
    serde_json::from_str(fixture!("signatures.json")).unwrap()
}

fn set_of(keys: &[Value]) -> JwkSet {
    jwk::read(&json!({ "keys": keys }).to_string(), &Native).unwrap()
}

/// Parses, finds the key, checks the signature.
fn check(raw: &str, keys: &JwkSet) -> Result<bool, Error> {
    let jws = Jws::parse(raw, &Native)?;
    let key = keys.key_for(&jws)?;
    block_on(Native.verify(&Signed {
        algorithm: jws.algorithm(),
        key,
        input: jws.signing_input(),
        signature: jws.signature(),
    }))
}

#[test]
fn published_signatures_verify() {
    let mut algorithms: Vec<_> = Algorithm::ALL.map(Algorithm::name).into();
    for vector in vectors() {
        let jws = vector["jws"].as_str().unwrap();
        let keys = set_of(&[vector["jwk"].clone()]);
        assert!(check(jws, &keys).unwrap(), "{}", vector["from"]);
        algorithms.retain(|algorithm| vector["alg"] != *algorithm);
    }
    assert!(algorithms.is_empty(), "no vector for {algorithms:?}");
}

#[test]
fn one_changed_character_breaks_a_signature() {
    for vector in vectors() {
        let jws = vector["jws"].as_str().unwrap();
        let keys = set_of(&[vector["jwk"].clone()]);
        let payload_at = jws.find('.').unwrap() + 1;
        let signature_at = jws.rfind('.').unwrap() + 1;
        for at in [payload_at + 2, signature_at + 4] {
            let mut changed = jws.as_bytes().to_vec();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            // The payload may no longer be UTF-8; then the token is refused even earlier.
            assert!(!check(&changed, &keys).unwrap_or(false), "{}: {at}", vector["from"]);
        }
    }
}

#[test]
fn a_key_must_fit_the_algorithm() {
    for vector in vectors() {
        let jws = vector["jws"].as_str().unwrap();
        for other in vectors() {
            let keys = set_of(&[other["jwk"].clone()]);
            let fits =
                code_of(Jws::parse(jws, &Native).and_then(|jws| keys.key_for(&jws).map(drop)));
            let same = vector["alg"] == other["alg"];
            // The RSA keys of the vectors do not say for which RSA algorithm they are.
            let same_family = vector["jwk"]["kty"] == "RSA" && other["jwk"]["kty"] == "RSA";
            let expected = if same || same_family { "ok" } else { "id_token.key_not_found" };
            assert_eq!(fits, expected, "{} with the key of {}", vector["from"], other["from"]);
        }
    }
}

#[test]
fn keys_that_must_not_verify_are_passed_over() {
    let key = SigningKey::generate("k1");
    let token = key.sign(&json!({}));
    assert!(check(&token, &set_of(&[key.jwk()])).unwrap());
    let mut for_verifying = key.jwk();
    for_verifying["key_ops"] = json!(["sign", "verify"]);
    assert!(check(&token, &set_of(&[for_verifying])).unwrap());
    let changes = [
        ("kid", json!("k2")),
        ("kid", json!(null)),
        ("use", json!("enc")),
        ("alg", json!("ES256")),
        ("alg", json!("HS256")),
        ("crv", json!("P-256")),
        ("kty", json!("oct")),
        ("key_ops", json!(["sign"])),
        ("key_ops", json!([])),
        ("x", json!(null)),
        ("x", json!(7)),
        ("y", json!(null)),
        // Published with what makes signatures.
        ("d", json!("AA")),
        ("k", json!("AA")),
    ];
    for (member, value) in changes {
        let mut jwk = key.jwk();
        jwk[member] = value.clone();
        let code = code_of(check(&token, &set_of(&[jwk])));
        assert_eq!(code, "id_token.key_not_found", "{member}: {value}");
    }
}

#[test]
fn rsa_keys_must_be_strong() {
    let vector = vectors().into_iter().find(|vector| vector["alg"] == "RS256").unwrap();
    let jws = vector["jws"].as_str().unwrap();
    let fits = |change: &[(&str, String)]| {
        let mut jwk = vector["jwk"].clone();
        for (member, value) in change {
            jwk[*member] = json!(value);
        }
        let keys = set_of(&[jwk]);
        code_of(Jws::parse(jws, &Native).and_then(|jws| keys.key_for(&jws).map(drop)))
    };
    let modulus = |bytes: &[u8]| [("n", URL_SAFE_NO_PAD.encode(bytes))];
    let exponent = |bytes: &[u8]| [("e", URL_SAFE_NO_PAD.encode(bytes))];
    assert_eq!(fits(&[]), "ok");
    assert_eq!(fits(&modulus(&[0x80; 256])), "ok");
    assert_eq!(fits(&exponent(&[3])), "ok");
    // One bit less than it takes, by a shorter number or by zeros before it.
    for weak in [&[0xff; 255][..], &[0x7f; 256], &[&[0; 16][..], &[0xff; 255]].concat(), &[]] {
        assert_eq!(fits(&modulus(weak)), "id_token.key_not_found", "{} bytes", weak.len());
    }
    for weak in [&[1][..], &[0, 0, 1], &[2], &[0], &[]] {
        assert_eq!(fits(&exponent(weak)), "id_token.key_not_found", "{weak:?}");
    }
    for no_number in ["+/==", "not base64url"] {
        assert_eq!(fits(&[("n", no_number.to_owned())]), "id_token.key_not_found");
    }
}

#[test]
fn other_members_of_the_set_do_no_harm() {
    let key = SigningKey::generate("k1");
    let others = [
        json!({}),
        json!(null),
        json!("key"),
        json!({ "kty": "oct", "k": "AA", "kid": "k1" }),
        json!({ "kty": "AKP", "alg": "ML-DSA-65", "pub": "AA", "kid": "k9" }),
        SigningKey::generate("k2").jwk(),
        key.jwk(),
    ];
    assert!(check(&key.sign(&json!({})), &set_of(&others)).unwrap());
}

#[test]
fn a_token_without_kid_needs_a_single_key() {
    let (first, second) = (SigningKey::generate("k1"), SigningKey::generate("k2"));
    let token = first.sign_raw(&json!({ "alg": "ES384" }), b"{}");
    assert!(check(&token, &set_of(&[first.jwk()])).unwrap());
    let both = set_of(&[first.jwk(), second.jwk()]);
    assert_eq!(code_of(check(&token, &both)), "id_token.key_not_found");
}

#[test]
fn a_header_must_be_understood() {
    let key = SigningKey::generate("k1");
    let keys = set_of(&[key.jwk()]);
    let code = |header: Value| code_of(check(&key.sign_raw(&header, b"{}"), &keys));
    assert_eq!(code(json!({ "alg": "ES384", "kid": "k1" })), "ok");
    for typ in ["JWT", "jwt", "application/jwt"] {
        assert_eq!(code(json!({ "alg": "ES384", "kid": "k1", "typ": typ, "b64": true })), "ok");
    }
    for other in ["at+jwt", "application/at+jwt", "logout+jwt", "dpop+jwt", "JWE", ""] {
        let code = code(json!({ "alg": "ES384", "kid": "k1", "typ": other }));
        assert_eq!(code, "id_token.invalid_token", "{other}");
    }
    for alg in ["none", "None", "HS256", "HS384", "ES256K", "es384", ""] {
        let code = code(json!({ "alg": alg, "kid": "k1" }));
        assert_eq!(code, "id_token.unsupported_algorithm", "{alg}");
    }
    for header in [
        json!({ "kid": "k1" }),
        json!({ "alg": null }),
        json!({ "alg": 384 }),
        json!({ "alg": "ES384", "kid": 1 }),
        json!({ "alg": "ES384", "typ": 1 }),
        json!({ "alg": "ES384", "b64": false }),
        json!({ "alg": "ES384", "b64": "true" }),
        json!({ "alg": "ES384", "kid": "k1", "crit": ["exp"] }),
        json!({ "alg": "ES384", "kid": "k1", "crit": [] }),
        json!(["ES384"]),
    ] {
        assert_eq!(code(header.clone()), "id_token.invalid_token", "{header}");
    }
}

#[test]
fn a_token_must_be_three_segments_of_canonical_base64url() {
    let key = SigningKey::generate("k1");
    let good = key.sign(&json!({}));
    let header_of = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let bad = [
        String::new(),
        "a".to_owned(),
        "..".to_owned(),
        good.rsplit_once('.').unwrap().0.to_owned(),
        format!("{good}."),
        format!("{good}.x"),
        format!("{good}="),
        format!(" {good}"),
        good.replace('.', ". "),
        // The last character of "e30" has bits that do not count: "e31" decodes to the same bytes.
        good.replace(".e30.", ".e31."),
        format!("{}.e30.AA", header_of("{")),
        format!("{}.{}.AA", header_of(r#"{"alg":"ES384"}"#), URL_SAFE_NO_PAD.encode([0xff])),
    ];
    for raw in bad {
        assert_eq!(code_of(Jws::parse(&raw, &Native)), "id_token.invalid_token", "{raw}");
    }
}

proptest! {
    #[test]
    fn arbitrary_strings_never_panic(raw in "(?s).*", keys in "(?s).*") {
        let _ = Jws::parse(&raw, &Native);
        let _ = jws::payload(&raw);
        let _ = jwk::read(&keys, &Native);
    }

    #[test]
    fn arbitrary_segments_never_panic(header in any::<Vec<u8>>(), payload in any::<Vec<u8>>()) {
        let raw = [header, payload].map(|segment| URL_SAFE_NO_PAD.encode(segment)).join(".");
        let _ = Jws::parse(&format!("{raw}.AA"), &Native);
    }
}

proptest! {
    /// What is base64url, and what it spells, is what another library says.
    #[test]
    fn base64url_is_read_as_others_read_it(segment in "[A-Za-z0-9_=+/ -]{0,24}|[A-Za-z0-9_-]{0,24}") {
        let theirs = URL_SAFE_NO_PAD.decode(&segment).ok();
        let theirs = theirs.and_then(|bytes| String::from_utf8(bytes).ok());
        let ours = jws::payload(&format!(".{segment}.")).ok();
        prop_assert_eq!(ours.as_deref(), theirs.as_deref());
    }
}
