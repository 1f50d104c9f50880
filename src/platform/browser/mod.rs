//! The browser as a [`Platform`].
//!
//! Nothing is touched before it is needed, and nothing is taken for granted: where a global is
//! missing (on a server) or throws when it is looked at (blocked storage), the call says so.

mod crypto;
mod fetch;
mod json;
mod site;
mod storage;
mod tabs;
mod time;

pub use storage::Location;

use std::future::ready;

use js_sys::{Object, Reflect};
use rand::{TryRng, rngs::SysRng};
use wasm_bindgen::prelude::*;

use super::{Area, Generated, Key, Navigation, Platform, write_in_turn};
use crate::protocol::{
    Code, Error,
    http::{Request, Response},
    json::Value,
    jwk::{Algorithm, Jwk, Signatures},
    pkce::RANDOM_BYTES,
    syntax::Syntax,
    url::Url,
};
use site::{Answer, Own, Site};

/// The page this module runs in, and what its site does its own way.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    site: Site,
    /// Where the tokens are.
    tokens: Location,
}

/// The page, by the name that every page has. Not by its class: a page's scripts may use the name
/// `Window` for something else, and where tests simulate a browser there is no such class.
fn window() -> Option<web_sys::Window> {
    let window = Reflect::get(&js_sys::global(), &"window".into()).ok()?;
    window.is_object().then(|| window.unchecked_into())
}

impl Browser {
    /// The browser, with the parts that the site's adapter replaces; all of it for `undefined`. Tokens are
    /// kept at a place of the browser's, unless the site has a storage of its own.
    #[must_use]
    pub fn new(adapter: JsValue, tokens: Location) -> Self {
        Browser { site: Site::new(adapter), tokens }
    }

    /// The site's own storage; `undefined` where it is the browser's.
    #[must_use]
    pub fn site_storage(&self) -> JsValue {
        match self.site.part("storage") {
            Own::Part(storage) => storage,
            Own::BuiltIn | Own::Nothing => JsValue::UNDEFINED,
        }
    }

    fn uses_its_own_storage(&self) -> bool {
        matches!(self.site.part("storage"), Own::BuiltIn)
    }

    /// Calls a method of the storage; the site's, or else the browser's.
    fn stored(&self, key: Key<'_>, method: &str, value: &JsValue) -> Answer<Option<String>> {
        let part = self.site.part(match key.area {
            Area::Cache => "unstable_cache",
            Area::Local | Area::Session => "storage",
        });
        let result = match part {
            Own::Part(storage) => {
                let answer = self.site.ask(&storage, method, &key.name.into(), value);
                return Box::pin(async { Ok(answer.await?.as_string()) });
            }
            Own::BuiltIn => match (method, value.as_string()) {
                ("getItem", _) => Ok(storage::get(key, self.tokens)),
                (_, Some(value)) => storage::set(key, self.tokens, &value).map(|()| None),
                _ => {
                    storage::remove(key, self.tokens);
                    Ok(None)
                }
            },
            Own::Nothing => Ok(None),
        };
        Box::pin(ready(result))
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
        let query = url.search().get(1..).unwrap_or_default().to_owned();
        Some(Url::new(&url.href(), url.origin(), url.pathname(), query))
    }
}

impl Platform for Browser {
    type Lock = tabs::Held;

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

    async fn generated(&self, what: Generated) -> Result<Option<String>, Error> {
        let (part, verifier) = match what {
            Generated::State => ("generateState", JsValue::UNDEFINED),
            Generated::CodeVerifier => ("generateCodeVerifier", JsValue::UNDEFINED),
            Generated::CodeChallenge(verifier) => ("generateCodeChallenge", (&verifier).into()),
        };
        let Own::Part(generator) = self.site.part(part) else { return Ok(None) };
        let value =
            self.site.ask(&generator, "", &verifier, &JsValue::UNDEFINED).await?.as_string();
        // An empty one would protect nothing.
        let value = value.filter(|value| !value.is_empty()).ok_or(Error::Invalid {
            code: Code::InvalidConfig,
            field: part,
            expected: "must give a string that is not empty",
        });
        value.map(Some)
    }

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

    fn signatures(&self) -> Signatures {
        match self.site.part("jwtVerifier") {
            Own::Part(_) => Signatures::OfSite,
            Own::BuiltIn | Own::Nothing if crypto::is_there() => Signatures::Ours,
            Own::BuiltIn | Own::Nothing => Signatures::Nobodys,
        }
    }

    async fn verify_by_site(&self, token: &str) -> Result<(), Error> {
        let Own::Part(verifier) = self.site.part("jwtVerifier") else {
            // It was there a moment ago. Without it, nobody has verified anything.
            return Err(Code::InvalidSignature.into());
        };
        self.site
            .ask(&verifier, "verifyIdToken", &token.into(), &JsValue::UNDEFINED)
            .await
            .map(|_| ())
    }

    async fn fetch(&self, request: Request) -> Result<Response, Error> {
        match self.site.part("requester") {
            Own::Part(requester) => {
                // As plain as it can be: what a requester is called with is seen by the site.
                let is_plain = request.form.is_none() && request.bearer.is_none();
                let init = if is_plain { JsValue::UNDEFINED } else { fetch::init(&request).into() };
                let answer =
                    self.site.ask_in_time(&requester, &(&request.url).into(), &init).await?;
                let body = json::text(&answer);
                Ok(Response { status: 200, body, retry_after: None, cause: None })
            }
            Own::BuiltIn | Own::Nothing => fetch::fetch(request).await,
        }
    }

    fn get(&self, key: Key<'_>) -> impl Future<Output = Result<Option<String>, Error>> {
        self.stored(key, "getItem", &JsValue::UNDEFINED)
    }

    async fn set(&self, key: Key<'_>, value: &str) -> Result<(), Error> {
        self.stored(key, "setItem", &value.into()).await.map(|_| ())
    }

    async fn remove(&self, key: Key<'_>) -> Result<(), Error> {
        self.stored(key, "removeItem", &JsValue::UNDEFINED).await.map(|_| ())
    }

    async fn navigate(&self, url: &str, purpose: Navigation) -> Result<(), Error> {
        if let Own::Part(navigate) = self.site.part("navigate") {
            let (purpose, redirect_uri) = match purpose {
                Navigation::SignIn(uri) => ("sign-in", Some(uri)),
                Navigation::SignOut(uri) => ("sign-out", uri),
                Navigation::PostSignIn => ("post-sign-in", None),
            };
            let parameters = Object::new();
            // Cannot fail on an object that is ours.
            let _ = Reflect::set(&parameters, &"for".into(), &purpose.into());
            if let Some(uri) = redirect_uri {
                let _ = Reflect::set(&parameters, &"redirectUri".into(), &uri.into());
            }
            return self.site.ask(&navigate, "", &url.into(), &parameters).await.map(|_| ());
        }
        let page = window().ok_or(Code::NoBrowser)?;
        page.location().assign(url).map_err(|_| Code::NoBrowser.into())
    }

    fn show_instead(&self, callback_uri: &str, url: &str) {
        tabs::show_instead(callback_uri, url);
    }

    fn is_shared(&self) -> bool {
        self.tokens == Location::Local && self.uses_its_own_storage()
    }

    fn takes_any_key(&self) -> bool {
        self.uses_its_own_storage()
    }

    async fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> Result<(), Error> {
        if self.uses_its_own_storage() {
            return storage::write(self.tokens, values);
        }
        write_in_turn(self, values).await
    }

    async fn lock(&self, name: &str) -> Result<Self::Lock, Error> {
        tabs::lock(name).await
    }

    async fn swap(
        &self,
        app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Option<Option<String>> {
        if !self.is_shared() {
            return None;
        }
        tabs::swap(app_id, before, after).await
    }
}
