//! The browser as a [`Platform`].
//!
//! Nothing is touched before it is needed. Where a global is missing (on a server) or access to it throws (blocked
//! storage), the call fails with an error that says so.
//!
//! The browser's own storage is called directly, and its futures are never pending. Everything else goes through the
//! [`Host`], as do the parts that a site replaces.

pub mod host;
mod json;
mod storage;

use std::rc::Rc;

use js_sys::{Array, Reflect, Uint8Array};
use rand::{TryRng, rngs::SysRng};
use wasm_bindgen::prelude::*;

use super::{Area, Generated, Key, Navigation, Platform, write_in_turn};
use crate::protocol::{
    Code, Error, Failure,
    config::CacheLocation,
    http::{Cause, Request, Response},
    json::Value,
    jwk::{Algorithm, SignatureCheck, Signed, Verifier},
    limits::LONGEST_RESPONSE,
    pkce::RANDOM_BYTES,
    syntax::Syntax,
    url::Url,
};
use host::{Host, HttpResponse, Lock, Part, Provider};

/// The page that the module runs in.
#[derive(Debug, Clone)]
pub struct Browser {
    host: Host,
    /// Where tokens are stored.
    tokens: CacheLocation,
}

/// The page, by the name that every page has. The name of its class, `Window`, may be used for something else by the
/// page's scripts, and does not exist where tests simulate a browser.
fn window() -> Option<web_sys::Window> {
    let window = Reflect::get(&js_sys::global(), &"window".into()).ok()?;
    window.is_object().then(|| window.unchecked_into())
}

impl Browser {
    /// The browser, with the parts that the host's site replaces. Tokens are stored at `tokens`, unless the site has its
    /// own storage.
    #[must_use]
    pub fn new(host: Host, tokens: CacheLocation) -> Self {
        Browser { host, tokens }
    }

    /// The methods of the page.
    #[must_use]
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Is the browser's storage used, and not the site's own?
    fn uses_browser_storage(&self) -> bool {
        self.host.provider(Part::Storage) == Provider::Browser
    }
}

/// The part of an adapter that stores values of this area.
fn storage_part(area: Area) -> Part {
    match area {
        Area::Local | Area::Session => Part::Storage,
        Area::Cache => Part::Cache,
    }
}

/// The error of the site's own code, passed on as it is.
fn site_error(thrown: JsValue) -> Error {
    let code = Reflect::get(&thrown, &"code".into()).ok();
    let code = code.and_then(|code| code.as_string()).unwrap_or_default();
    Failure::Site { code, cause: Cause(Rc::new(thrown)) }.into()
}

/// A response by `fetch`.
fn response(response: &HttpResponse) -> Response {
    let body = response.body();
    // An empty body is invalid wherever a body is read.
    let body = if body.length() > LONGEST_RESPONSE { String::new() } else { String::from(&body) };
    let unread = response.response();
    let cause = (!unread.is_undefined()).then(|| Cause(Rc::new(unread)));
    Response { status: response.status(), body, retry_after: response.retry_after(), cause }
}

/// A lock that is held until this is dropped. The browser releases it as well when the page is left.
pub struct Held(Lock);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.release();
    }
}

impl Syntax for Browser {
    fn parse(&self, text: &str) -> Option<Value> {
        json::parse(text)
    }

    fn print(&self, value: &Value) -> String {
        json::print(value)
    }

    fn url(&self, text: &str) -> Option<Url> {
        let url = web_sys::Url::new(text).ok()?;
        let mut parameters = Vec::new();
        for pair in Array::from(&url.search_params()) {
            let pair: Array = pair.unchecked_into();
            parameters.push((pair.get(0).as_string()?, pair.get(1).as_string()?));
        }
        Some(Url::new(&url.href(), url.origin(), url.pathname(), parameters))
    }
}

/// The parameters of an algorithm in the Web Cryptography API, the same for import and verification.
fn parameters(algorithm: Algorithm) -> Value {
    Value::object()
        .with_text("name", Some(algorithm.web_name()))
        .with_text("hash", Some(algorithm.hash()))
        .with_text("namedCurve", algorithm.curve())
        // RSA-PSS: as long as the hash (RFC 7518 §3.5).
        .with("saltLength", Some(Value::Number(32.0)))
}

impl Verifier for Browser {
    async fn verify(&self, signed: &Signed<'_>) -> Result<bool, Error> {
        if self.host.provider(Part::JwtVerifier) == Provider::None {
            return Err(Code::CryptoSubtleUnavailable.into());
        }
        let algorithm = json::object(&parameters(signed.algorithm));
        let key = json::object(&signed.key.public());
        let signature = signed.signature.to_vec();
        let verified = self.host.verify_signature(&algorithm, &key, signed.input, signature);
        let verified = verified.await.map_err(|_| Code::UnsupportedAlgorithm)?;
        Ok(verified.is_truthy())
    }

    async fn hash(&self, algorithm: Algorithm, text: &str) -> Result<Vec<u8>, Error> {
        let hash = self.host.hash(algorithm.hash(), text).await;
        let hash = hash.map_err(|_| Code::CryptoSubtleUnavailable)?;
        Ok(Uint8Array::new(&hash).to_vec())
    }

    fn signature_check(&self) -> SignatureCheck {
        match self.host.provider(Part::JwtVerifier) {
            Provider::Site => SignatureCheck::Site,
            Provider::Browser => SignatureCheck::Sdk,
            _ => SignatureCheck::Unavailable,
        }
    }

    async fn verify_by_site(&self, token: &str) -> Result<(), Error> {
        self.host.verify_id_token_by_site(token).await.map_err(site_error)
    }
}

impl Platform for Browser {
    type TabLock = Held;
    type PageLock = Held;

    fn now(&self) -> f64 {
        js_sys::Date::now() / 1000.0
    }

    fn random(&self) -> [u8; RANDOM_BYTES] {
        let mut bytes = [0; RANDOM_BYTES];
        // Every engine that runs WebAssembly has crypto.getRandomValues, on plain http too. If it fails, no value at
        // all is better than one that can be guessed.
        SysRng.try_fill_bytes(&mut bytes).expect_throw("crypto.getRandomValues failed");
        bytes
    }

    async fn generate(&self, what: Generated<'_>) -> Result<Option<String>, Error> {
        let (part, field) = match what {
            Generated::State => (Part::GenerateState, "generateState"),
            Generated::CodeVerifier => (Part::GenerateCodeVerifier, "generateCodeVerifier"),
            Generated::CodeChallenge(_) => (Part::GenerateCodeChallenge, "generateCodeChallenge"),
        };
        if self.host.provider(part) != Provider::Site {
            return Ok(None);
        }
        let value = match what {
            Generated::State => self.host.generate_state().await,
            Generated::CodeVerifier => self.host.generate_code_verifier().await,
            Generated::CodeChallenge(verifier) => self.host.generate_code_challenge(verifier).await,
        };
        match value.map_err(site_error)?.as_string() {
            Some(text) if !text.is_empty() => Ok(Some(text)),
            // An empty value would protect nothing.
            _ => Err(Error::invalid(
                Code::InvalidConfig,
                field,
                "must give a string that is not empty",
            )),
        }
    }

    async fn fetch(&self, request: Request) -> Result<Response, Error> {
        let Request { url, form, bearer } = &request;
        let (form, bearer) = (form.as_deref(), bearer.as_deref());
        if self.host.provider(Part::Requester) == Provider::Site {
            let body = self.host.send_by_site(url, form, bearer).await.map_err(site_error)?;
            let body = body.as_string().ok_or(Failure::NoAnswer { cause: None })?;
            return Ok(Response { status: 200, body, retry_after: None, cause: None });
        }
        match self.host.send(url, form, bearer).await {
            Ok(answer) => Ok(response(answer.unchecked_ref())),
            Err(reason) => Err(Failure::NoAnswer { cause: Some(Cause(Rc::new(reason))) }.into()),
        }
    }

    async fn get(&self, key: Key<'_>) -> Result<Option<String>, Error> {
        let part = storage_part(key.area);
        match self.host.provider(part) {
            Provider::Browser => Ok(storage::get(&self.host, key, self.tokens)),
            Provider::Site => {
                let value = self.host.get_item(part, key.name).await.map_err(site_error)?;
                Ok(value.as_string())
            }
            _ => Ok(None),
        }
    }

    async fn set(&self, key: Key<'_>, value: &str) -> Result<(), Error> {
        let part = storage_part(key.area);
        match self.host.provider(part) {
            Provider::Browser => storage::set(&self.host, key, self.tokens, value),
            Provider::Site => self.host.set_item(part, key.name, value).await.map_err(site_error),
            _ => Ok(()),
        }
    }

    async fn remove(&self, key: Key<'_>) -> Result<(), Error> {
        let part = storage_part(key.area);
        match self.host.provider(part) {
            Provider::Browser => storage::remove(&self.host, key, self.tokens),
            Provider::Site => {
                self.host.remove_item(part, key.name).await.map_err(site_error)?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> Result<(), Error> {
        if self.uses_browser_storage() {
            return storage::write(&self.host, self.tokens, values);
        }
        write_in_turn(self, values).await
    }

    async fn navigate(&self, url: &str, purpose: Navigation<'_>) -> Result<(), Error> {
        if self.host.provider(Part::Navigate) == Provider::Site {
            let (purpose, redirect_uri) = match purpose {
                Navigation::SignIn(uri) => ("sign-in", Some(uri)),
                Navigation::SignOut(uri) => ("sign-out", uri),
                Navigation::PostSignIn => ("post-sign-in", None),
            };
            let navigated = self.host.navigate_by_site(url, purpose, redirect_uri);
            return navigated.await.map_err(site_error);
        }
        if self.host.navigate(url) { Ok(()) } else { Err(Code::NoBrowser.into()) }
    }

    fn replace_address(&self, callback_uri: &str, url: &str) {
        self.host.replace_address(callback_uri, url);
    }

    fn is_shared(&self) -> bool {
        self.tokens == CacheLocation::LocalStorage && self.uses_browser_storage()
    }

    fn takes_any_key(&self) -> bool {
        self.uses_browser_storage()
    }

    async fn tab_lock(&self, name: &str) -> Result<Held, Error> {
        let lock = self.host.tab_lock(name).await.map_err(|_| Code::RenewalTimedOut)?;
        Ok(Held(lock.unchecked_into()))
    }

    async fn page_lock(&self, name: &str) -> Result<Held, Error> {
        if let Some(lock) = self.host.try_page_lock(name) {
            return Ok(Held(lock));
        }
        let lock = self.host.page_lock(name).await.map_err(|_| Code::RenewalTimedOut)?;
        Ok(Held(lock.unchecked_into()))
    }

    async fn swap_record(
        &self,
        app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Option<Option<String>> {
        if !self.is_shared() {
            return None;
        }
        let record = self.host.swap_record(app_id, before, after).await.ok()?;
        Some(record.as_string())
    }
}
