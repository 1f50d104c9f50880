//! The browser as a [`Platform`].
//!
//! Nothing is touched before it is needed, and nothing is taken for granted: where a global is
//! missing (on a server) or throws when it is looked at (blocked storage), the call says so.

mod crypto;
mod fetch;
mod json;
mod lock;
mod storage;

use rand::{TryRng, rngs::SysRng};
use wasm_bindgen::prelude::*;

use super::{Area, Platform};
use crate::protocol::{
    Code, Error,
    http::{NoAnswer, Request, Response},
    json::Value,
    jwk::{Algorithm, Jwk, Verifier},
    pkce::RANDOM_BYTES,
    syntax::Syntax,
    url::Url,
};

/// The page this module runs in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Browser;

impl Syntax for Browser {
    fn parse(&self, text: &str) -> Option<Value> {
        json::parse(text)
    }

    fn print(&self, value: &Value) -> String {
        json::print(value)
    }

    fn url(&self, text: &str) -> Option<Url> {
        let url = web_sys::Url::new(text).ok()?;
        let query = url.search().get(1..).unwrap_or_default().to_owned();
        Some(Url::new(&url.href(), url.origin(), url.pathname(), query))
    }
}

impl Verifier for Browser {
    async fn verify(
        &self,
        algorithm: Algorithm,
        key: &Jwk,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, Error> {
        crypto::verify(algorithm, key, message, signature).await
    }

    async fn digest(&self, algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, Error> {
        crypto::digest(algorithm, message).await
    }
}

impl Platform for Browser {
    type Lock = Option<lock::Held>;

    fn now(&self) -> f64 {
        js_sys::Date::now() / 1000.0
    }

    fn random(&self) -> [u8; RANDOM_BYTES] {
        let mut bytes = [0; RANDOM_BYTES];
        // Every engine that runs WebAssembly has crypto.getRandomValues, on plain http too. Should
        // it ever fail, no value at all is better than one that can be guessed.
        SysRng.try_fill_bytes(&mut bytes).expect_throw("crypto.getRandomValues failed");
        bytes
    }

    async fn fetch(&self, request: Request) -> Result<Response, NoAnswer> {
        fetch::fetch(request).await
    }

    fn get(&self, area: Area, key: &str) -> Option<String> {
        storage::get(area, key)
    }

    fn set(&self, area: Area, key: &str, value: &str) -> Result<(), Error> {
        storage::set(area, key, value)
    }

    fn remove(&self, area: Area, key: &str) {
        storage::remove(area, key);
    }

    fn navigate(&self, url: &str) -> Result<(), Error> {
        let window = web_sys::window().ok_or(Code::NoBrowser)?;
        window.location().assign(url).map_err(|_| Code::NoBrowser.into())
    }

    async fn lock(&self, name: &str) -> Self::Lock {
        lock::acquire(name).await
    }
}
