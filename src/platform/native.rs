//! For native tests: what a browser has built in, from crates.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p521::ecdsa::signature::Verifier as _;
use ring::{
    digest::{SHA256, SHA384, SHA512, digest},
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ECDSA_P384_SHA384_FIXED_SIGNING, ED25519,
        EcdsaKeyPair, KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
        RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
    },
};
use serde_json::{Value, json, value::RawValue};

use crate::protocol::{
    Error, json,
    jwk::{Algorithm, Jwk, SignatureCheck, Signed, Verifier},
    syntax::Syntax,
    url::Url,
};

/// JSON by `serde_json`, URLs by the `url` crate, signatures by `ring` and `p521`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Native;

impl Syntax for Native {
    fn parse(&self, text: &str) -> Option<json::Value> {
        match serde_json::from_str(text) {
            Ok(value) => Some(ours(value)),
            // A number beyond a double is infinite in JavaScript, and an error of serde_json's.
            Err(_) => with_infinities(serde_json::from_str(text).ok()?, MAX_DEPTH),
        }
    }

    fn print(&self, value: &json::Value) -> String {
        theirs(value).to_string()
    }

    fn url(&self, text: &str) -> Option<Url> {
        let url = url::Url::parse(text).ok()?;
        let (origin, path) = (url.origin().ascii_serialization(), url.path().to_owned());
        Some(Url::new(url.as_str(), origin, path, url.query_pairs().into_owned().collect()))
    }
}

/// How deep values may be nested that have a number beyond a double.
const MAX_DEPTH: u32 = 64;

fn with_infinities(value: &RawValue, depth: u32) -> Option<json::Value> {
    let depth = depth.checked_sub(1)?;
    let text = value.get();
    match text.as_bytes().first()? {
        b'{' => {
            let fields: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
            let field = |(name, value): (String, _)| Some((name, with_infinities(value, depth)?));
            fields.into_iter().map(field).collect::<Option<_>>().map(json::Value::Object)
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            let items = items.into_iter().map(|item| with_infinities(item, depth));
            items.collect::<Option<_>>().map(json::Value::Array)
        }
        b'-' | b'0'..=b'9' => text.parse().ok().map(json::Value::Number),
        _ => serde_json::from_str(text).ok().map(ours),
    }
}

fn ours(value: Value) -> json::Value {
    match value {
        Value::Null => json::Value::Null,
        Value::Bool(flag) => json::Value::Bool(flag),
        Value::Number(number) => json::Value::Number(number.as_f64().expect("a double")),
        Value::String(text) => json::Value::String(text),
        Value::Array(items) => json::Value::Array(items.into_iter().map(ours).collect()),
        Value::Object(fields) => json::Value::Object(
            fields.into_iter().map(|(name, value)| (name, ours(value))).collect(),
        ),
    }
}

fn theirs(value: &json::Value) -> Value {
    match value {
        json::Value::Null => Value::Null,
        json::Value::Bool(flag) => (*flag).into(),
        // As JavaScript prints it: without a fraction, where there is none.
        json::Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            (*number as i64).into()
        }
        json::Value::Number(number) => (*number).into(),
        json::Value::String(text) => text.as_str().into(),
        json::Value::Array(items) => items.iter().map(theirs).collect(),
        json::Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.to_string(), theirs(value))).collect()
        }
    }
}

/// The syntax of a simulated platform: that of [`Native`].
macro_rules! native_syntax {
    ($platform:ty) => {
        impl $crate::protocol::syntax::Syntax for $platform {
            fn parse(&self, text: &str) -> Option<$crate::protocol::json::Value> {
                $crate::platform::native::Native.parse(text)
            }

            fn print(&self, value: &$crate::protocol::json::Value) -> String {
                $crate::platform::native::Native.print(value)
            }

            fn url(&self, text: &str) -> Option<$crate::protocol::url::Url> {
                $crate::platform::native::Native.url(text)
            }
        }
    };
}
pub(crate) use native_syntax;

impl Verifier for Native {
    async fn verify(&self, signed: &Signed<'_>) -> Result<bool, Error> {
        let message = signed.input.as_bytes();
        Ok(verify(signed.algorithm, signed.key, message, signed.signature).is_some())
    }

    async fn hash(&self, algorithm: Algorithm, text: &str) -> Result<Vec<u8>, Error> {
        let hash = match algorithm.hash() {
            "SHA-256" => &SHA256,
            "SHA-384" => &SHA384,
            _ => &SHA512,
        };
        Ok(digest(hash, text.as_bytes()).as_ref().to_vec())
    }

    fn signature_check(&self) -> SignatureCheck {
        SignatureCheck::Sdk
    }

    async fn verify_by_site(&self, _token: &str) -> Result<(), Error> {
        unreachable!("there is no site")
    }
}

fn verify(algorithm: Algorithm, key: &Jwk, message: &[u8], signature: &[u8]) -> Option<()> {
    let member = |name| {
        let text: String = key.public().required(name)?;
        URL_SAFE_NO_PAD.decode(text).ok()
    };
    let point = || Some([vec![4], member("x")?, member("y")?].concat());
    let check = |algorithm: &'static dyn VerificationAlgorithm, key: Vec<u8>| {
        UnparsedPublicKey::new(algorithm, key).verify(message, signature).ok()
    };
    let rsa = |parameters| {
        let key = RsaPublicKeyComponents { n: member("n")?, e: member("e")? };
        key.verify(parameters, message, signature).ok()
    };
    match algorithm {
        Algorithm::Es256 => check(&ECDSA_P256_SHA256_FIXED, point()?),
        Algorithm::Es384 => check(&ECDSA_P384_SHA384_FIXED, point()?),
        Algorithm::EdDsa => check(&ED25519, member("x")?),
        Algorithm::Rs256 => rsa(&RSA_PKCS1_2048_8192_SHA256),
        Algorithm::Ps256 => rsa(&RSA_PSS_2048_8192_SHA256),
        Algorithm::Es512 => {
            let key = p521::ecdsa::VerifyingKey::from_sec1_bytes(&point()?).ok()?;
            key.verify(message, &p521::ecdsa::Signature::from_slice(signature).ok()?).ok()
        }
    }
}

/// A provider's signing key: ECDSA on P-384, as Logto's.
pub struct SigningKey {
    pair: EcdsaKeyPair,
    kid: String,
}

impl SigningKey {
    /// A new key with this ID.
    pub fn generate(kid: &str) -> Self {
        let algorithm = &ECDSA_P384_SHA384_FIXED_SIGNING;
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("a key");
        SigningKey { pair, kid: kid.to_owned() }
    }

    /// The public key as a member of a JWK Set.
    pub fn jwk(&self) -> Value {
        let point = &self.pair.public_key().as_ref()[1..];
        let (x, y) = point.split_at(point.len() / 2);
        json!({
            "kty": "EC",
            "crv": "P-384",
            "use": "sig",
            "alg": "ES384",
            "kid": self.kid,
            "x": URL_SAFE_NO_PAD.encode(x),
            "y": URL_SAFE_NO_PAD.encode(y),
        })
    }

    /// A token with the header that the provider gives its own.
    pub fn sign(&self, payload: &Value) -> String {
        self.sign_raw(&json!({ "alg": "ES384", "kid": self.kid }), payload.to_string().as_bytes())
    }

    /// A token with any header and any payload.
    pub fn sign_raw(&self, header: &Value, payload: &[u8]) -> String {
        let header = URL_SAFE_NO_PAD.encode(header.to_string());
        let input = format!("{header}.{}", URL_SAFE_NO_PAD.encode(payload));
        let signature =
            self.pair.sign(&SystemRandom::new(), input.as_bytes()).expect("a signature");
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}
