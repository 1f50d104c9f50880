use futures::executor::block_on;
use serde_json::{Value, json};
use sha2::{Digest, Sha384};

use super::{APP_ID, ISSUED_AT, code_of, config, fixture, metadata};
use crate::{
    platform::native::{Native, SigningKey},
    protocol::{
        Error, discovery,
        id_token::{self, Exchange, Expected, StoredIdToken, VerifiedIdToken},
        jwk::{self, SignatureCheck},
        secret::{AccessToken, RawIdToken},
    },
};

/// A provider and a client that expects a token of it.
struct Scene {
    key: SigningKey,
    now: f64,
    stored: Option<StoredIdToken>,
    nonce: Option<&'static str>,
}

impl Scene {
    fn sign_in() -> Self {
        Scene { key: SigningKey::generate("k1"), now: ISSUED_AT, stored: None, nonce: Some("N") }
    }

    fn refresh() -> Self {
        let scene = Scene::sign_in();
        let raw =
            scene.key.sign(&json!({ "iss": metadata().issuer(), "sub": "alice", "nonce": "N" }));
        Scene { stored: StoredIdToken::read(raw, metadata().issuer(), &Native), ..scene }
    }

    fn verify(&self, raw: &str) -> Result<VerifiedIdToken, Error> {
        let keys = jwk::read(&json!({ "keys": [self.key.jwk()] }).to_string(), &Native).unwrap();
        let from = match &self.stored {
            Some(stored) => Exchange::Refresh(stored),
            None => Exchange::SignIn(self.nonce),
        };
        let access_token = AccessToken::new("A".to_owned());
        let expected = Expected {
            client_id: APP_ID,
            from,
            access_token: Some(&access_token),
            now: self.now,
            signature_check: SignatureCheck::Sdk,
        };
        let raw = RawIdToken::new(raw.to_owned());
        block_on(id_token::verify(raw, &expected, &metadata(), &keys, &Native))
    }

    /// The code for a token whose good claims were changed.
    fn code(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut claims = json!({
            "iss": "http://localhost:3001/oidc",
            "sub": "alice",
            "aud": APP_ID,
            "exp": ISSUED_AT + 3600.0,
            "iat": ISSUED_AT,
            "nonce": "N",
        });
        change(&mut claims);
        code_of(self.verify(&self.key.sign(&claims)))
    }

    fn code_with(&self, claim: &str, value: Value) -> String {
        self.code(|claims| claims[claim] = value)
    }
}

#[test]
fn a_real_token_verifies() {
    let observed: Value = serde_json::from_str(fixture!("logto-observed/id-token.json")).unwrap();
    let keys = jwk::read(fixture!("logto-observed/jwks.json"), &Native).unwrap();
    let access_token = AccessToken::new("A".to_owned());
    let expected = Expected {
        client_id: APP_ID,
        from: Exchange::SignIn(Some("n-0S6")),
        access_token: Some(&access_token),
        now: ISSUED_AT,
        signature_check: SignatureCheck::Sdk,
    };
    let raw = RawIdToken::new(observed["raw"].as_str().unwrap().to_owned());
    let verified = block_on(id_token::verify(raw, &expected, &metadata(), &keys, &Native)).unwrap();
    assert_eq!(verified.raw().expose(), observed["raw"]);
    let stored =
        StoredIdToken::read(verified.raw().expose().into(), metadata().issuer(), &Native).unwrap();
    assert_eq!((stored.sub.as_str(), stored.nonce.as_deref()), ("hr6l4opivgzw", Some("n-0S6")));
}

#[test]
fn the_good_token_is_good() {
    for scene in [Scene::sign_in(), Scene::refresh()] {
        assert_eq!(scene.code(|_| {}), "ok");
    }
}

#[test]
fn the_signature_is_checked_before_anything_is_believed() {
    let scene = Scene::sign_in();
    let forged = SigningKey::generate("k1").sign(&json!({ "iss": "nobody" }));
    assert_eq!(code_of(scene.verify(&forged)), "id_token.invalid_signature");
}

#[test]
fn required_claims_are_required() {
    for claim in ["iss", "sub", "aud", "exp", "iat"] {
        for value in [json!(null), json!({}), json!(true)] {
            let code = Scene::sign_in().code_with(claim, value.clone());
            assert_eq!(code, "id_token.invalid_token", "{claim}: {value}");
        }
        let code =
            Scene::sign_in().code(|claims| drop(claims.as_object_mut().unwrap().remove(claim)));
        assert_eq!(code, "id_token.invalid_token", "{claim}");
    }
    assert_eq!(Scene::sign_in().code_with("sub", json!("")), "id_token.invalid_token");
}

#[test]
fn times_must_be_times() {
    for claim in ["exp", "iat", "nbf"] {
        // The last one is a good time, in milliseconds.
        for absurd in [-1.0, 1e300, ISSUED_AT * 1000.0] {
            let code = Scene::sign_in().code_with(claim, json!(absurd));
            assert_eq!(code, "id_token.invalid_token", "{claim}: {absurd}");
        }
        let code = Scene::sign_in().code_with(claim, json!(ISSUED_AT.to_string()));
        assert_eq!(code, "id_token.invalid_token", "{claim} as text");
    }
}

#[test]
fn claims_that_are_null_count_as_absent() {
    for claim in ["azp", "nbf", "at_hash"] {
        assert_eq!(Scene::sign_in().code_with(claim, json!(null)), "ok", "{claim}");
    }
}

#[test]
fn the_issuer_must_be_ours() {
    for issuer in ["https://evil.example/oidc", "http://localhost:3001/oidc/", ""] {
        let code = Scene::sign_in().code_with("iss", json!(issuer));
        assert_eq!(code, "id_token.invalid_issuer", "{issuer}");
    }
}

#[test]
fn the_audience_must_be_us() {
    let cases = [
        (json!("other"), None, "id_token.invalid_audience"),
        (json!([]), None, "id_token.invalid_audience"),
        (json!(["other"]), None, "id_token.invalid_audience"),
        (json!([APP_ID]), None, "ok"),
        (json!([APP_ID, "other"]), None, "id_token.invalid_audience"),
        (json!([APP_ID, "other"]), Some("other"), "id_token.invalid_audience"),
        (json!([APP_ID, "other"]), Some(APP_ID), "ok"),
        (json!(APP_ID), Some("other"), "id_token.invalid_audience"),
        (json!(APP_ID), Some(APP_ID), "ok"),
        (json!("other"), Some(APP_ID), "id_token.invalid_audience"),
    ];
    for (audience, party, expected) in cases {
        let code = Scene::sign_in().code(|claims| {
            claims["aud"] = audience.clone();
            if let Some(party) = party {
                claims["azp"] = json!(party);
            }
        });
        assert_eq!(code, expected, "{audience} {party:?}");
    }
}

#[test]
fn a_sign_in_must_bring_its_nonce() {
    for nonce in [json!("other"), json!(""), json!(null)] {
        assert_eq!(Scene::sign_in().code_with("nonce", nonce), "id_token.invalid_nonce");
    }
    let other_sdk = Scene { nonce: None, ..Scene::sign_in() };
    assert_eq!(other_sdk.code(|_| {}), "ok");
}

#[test]
fn a_refresh_may_leave_the_nonce_out_but_not_change_it() {
    assert_eq!(Scene::refresh().code_with("nonce", json!(null)), "ok");
    assert_eq!(Scene::refresh().code_with("nonce", json!("other")), "id_token.invalid_nonce");
}

#[test]
fn a_refresh_must_stay_with_the_user() {
    assert_eq!(Scene::refresh().code_with("sub", json!("bob")), "id_token.subject_mismatched");
}

#[test]
fn a_device_whose_clock_is_wrong_by_a_day_can_sign_in() {
    for hours in [-23.9, -2.0, 2.0, 23.9] {
        for scene in [Scene::sign_in(), Scene::refresh()] {
            let scene = Scene { now: ISSUED_AT + hours * 3600.0, ..scene };
            assert_eq!(scene.code(|_| {}), "ok", "{hours} hours");
        }
    }
    for hours in [-24.1, 24.1] {
        let scene = Scene { now: ISSUED_AT + hours * 3600.0, ..Scene::sign_in() };
        assert_eq!(scene.code(|_| {}), "id_token.invalid_iat", "{hours} hours");
    }
}

#[test]
fn a_token_that_no_nonce_dates_must_agree_with_the_clock() {
    for (seconds, expected) in [
        (-299.0, "ok"),
        (299.0, "ok"),
        (-301.0, "id_token.invalid_iat"),
        (301.0, "id_token.invalid_iat"),
    ] {
        let scene = Scene { nonce: None, now: ISSUED_AT + seconds, ..Scene::sign_in() };
        assert_eq!(scene.code(|_| {}), expected, "{seconds} seconds");
    }
}

#[test]
fn an_expired_token_is_refused_whatever_the_clock_says() {
    for hours in [-20.0, 0.0, 20.0] {
        let scene = Scene { now: ISSUED_AT + hours * 3600.0, ..Scene::sign_in() };
        let code = scene.code_with("exp", json!(ISSUED_AT - 301.0));
        assert_eq!(code, "id_token.expired", "{hours} hours");
    }
}

#[test]
fn clocks_may_be_five_minutes_apart() {
    let scene = Scene::sign_in();
    assert_eq!(scene.code_with("exp", json!(ISSUED_AT - 299.0)), "ok");
    assert_eq!(scene.code_with("exp", json!(ISSUED_AT - 300.0)), "id_token.expired");
    assert_eq!(scene.code_with("nbf", json!(ISSUED_AT + 300.0)), "ok");
}

#[test]
fn a_token_of_the_future_is_refused() {
    let scene = Scene::sign_in();
    assert_eq!(scene.code_with("nbf", json!(ISSUED_AT + 301.0)), "id_token.not_yet_valid");
}

#[test]
fn at_hash_must_name_the_access_token() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let half = URL_SAFE_NO_PAD.encode(&Sha384::digest(b"A")[..24]);
    assert_eq!(Scene::sign_in().code_with("at_hash", json!(half)), "ok");
    let other = URL_SAFE_NO_PAD.encode(&Sha384::digest(b"B")[..24]);
    for wrong in [other.as_str(), &half[1..], ""] {
        assert_eq!(Scene::sign_in().code_with("at_hash", json!(wrong)), "id_token.invalid_at_hash");
    }
}

#[test]
fn an_algorithm_that_the_provider_does_not_announce_is_refused() {
    let mut document: Value =
        serde_json::from_str(fixture!("logto-observed/discovery.json")).unwrap();
    document["id_token_signing_alg_values_supported"] = json!(["RS256"]);
    let metadata = discovery::read(&document.to_string(), &config(), &Native).unwrap();
    let key = SigningKey::generate("k1");
    let keys = jwk::read(&json!({ "keys": [key.jwk()] }).to_string(), &Native).unwrap();
    let access_token = AccessToken::new("A".to_owned());
    let expected = Expected {
        client_id: APP_ID,
        from: Exchange::SignIn(None),
        access_token: Some(&access_token),
        now: ISSUED_AT,
        signature_check: SignatureCheck::Sdk,
    };
    let raw = RawIdToken::new(key.sign(&json!({})));
    let result = block_on(id_token::verify(raw, &expected, &metadata, &keys, &Native));
    assert_eq!(code_of(result), "id_token.unsupported_algorithm");
}
