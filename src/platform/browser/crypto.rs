//! Signatures by `crypto.subtle`.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::protocol::{
    Code, Error,
    jwk::{Algorithm, Jwk},
};

/// Is `signature` over `message` by `key`? A key that cannot be imported verifies nothing.
pub async fn verify(
    algorithm: Algorithm,
    key: &Jwk,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, Error> {
    let subtle = subtle().ok_or(Code::CryptoSubtleUnavailable)?;
    match check(&subtle, algorithm, key, message, signature).await {
        Ok(verifies) => Ok(verifies),
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).unwrap_or_default();
            // An older browser than the algorithm; anything else is a key that is none.
            if name == "NotSupportedError" {
                Err(Code::UnsupportedAlgorithm.into())
            } else {
                Ok(false)
            }
        }
    }
}

/// The hash of `message`, by the hash function of `algorithm`.
pub async fn digest(algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, Error> {
    let subtle = subtle().ok_or(Code::CryptoSubtleUnavailable)?;
    let hash = subtle
        .digest_with_str_and_js_u8_array(algorithm.hash(), &Uint8Array::from(message))
        .map_err(|_| Code::CryptoSubtleUnavailable)?;
    let hash = JsFuture::from(hash).await.map_err(|_| Code::CryptoSubtleUnavailable)?;
    Ok(Uint8Array::new(&hash).to_vec())
}

/// Can anything be checked here?
pub fn is_there() -> bool {
    subtle().is_some()
}

/// `crypto.subtle`, which is missing on plain-http origins.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.is_object().then(|| subtle.unchecked_into())
}

async fn check(
    subtle: &SubtleCrypto,
    algorithm: Algorithm,
    key: &Jwk,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, JsValue> {
    let parameters = parameters(algorithm)?;
    let jwk = Object::new();
    for (name, value) in key.public_members() {
        Reflect::set(&jwk, &name.into(), &value.into())?;
    }
    let usages = Array::of1(&"verify".into());
    let import: Promise =
        subtle.import_key_with_object("jwk", &jwk, &parameters, false, &usages)?;
    let key: CryptoKey = JsFuture::from(import).await?.unchecked_into();
    let result = subtle.verify_with_object_and_js_u8_array_and_js_u8_array(
        &parameters,
        &key,
        &Uint8Array::from(signature),
        &Uint8Array::from(message),
    )?;
    Ok(JsFuture::from(result).await?.is_truthy())
}

/// The algorithm in the words of the Web Cryptography API, the same object for import and verification.
fn parameters(algorithm: Algorithm) -> Result<Object, JsValue> {
    let name = match algorithm {
        Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 => "ECDSA",
        Algorithm::Rs256 => "RSASSA-PKCS1-v1_5",
        Algorithm::Ps256 => "RSA-PSS",
        Algorithm::EdDsa => "Ed25519",
    };
    let parameters = Object::new();
    let set = |key: &str, value: JsValue| Reflect::set(&parameters, &key.into(), &value);
    set("name", name.into())?;
    set("hash", algorithm.hash().into())?;
    // The salt is as long as the hash (RFC 7518 §3.5).
    set("saltLength", 32.into())?;
    if let Some(curve) = algorithm.curve() {
        set("namedCurve", curve.into())?;
    }
    Ok(parameters)
}
