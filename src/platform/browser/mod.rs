//! The browser as a [`Platform`].
//!
//! Nothing is touched before it is needed, and nothing is taken for granted: where a global is
//! missing (on a server) or throws when it is looked at (blocked storage), the call says so.
//!
//! The browser's own storage answers at once. Everything else is asked of the page, by `ask` in
//! `pkg/src/page.js`: the browser's way is short there, and so is that of a site that has its own.

mod answer;
mod json;
mod site;
mod storage;

pub use answer::Promised;
pub use storage::Location;

use std::{cell::Cell, rc::Rc};

use js_sys::{Function, Reflect};
use rand::{TryRng, rngs::SysRng};
use wasm_bindgen::prelude::*;

use super::{Answer, Area, Asked, Generated, Key, Navigation, Outcome, Platform, Question};
use crate::protocol::{
    Text,
    json::Value,
    jwk::{Signatures, Signed},
    pkce::RANDOM_BYTES,
    syntax::Syntax,
    url::Url,
};
use answer::What;
use site::{Own, Site, lock_now};

#[wasm_bindgen(module = "/pkg/src/page.js")]
extern "C" {
    /// See [`Platform::show_instead`].
    #[wasm_bindgen(js_name = showInstead)]
    fn show_instead(callback_uri: &str, url: &str);

    /// A URL in its parts, as JSON: `{href, origin, path, parameters: [[name, value]]}`; `undefined` for what
    /// is none.
    #[wasm_bindgen(js_name = urlParts)]
    fn url_parts(text: &str) -> Option<String>;
}

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

    /// What the browser's own storage says to a question; nothing where it is asked of the site's.
    fn stored(&self, key: Key<'_>, value: Option<Option<&str>>) -> Option<Outcome<Held>> {
        match self.site.part(part_of(key)) {
            Own::Part(_) => None,
            Own::Nothing => Some(Ok(Answer::Text(None))),
            Own::BuiltIn => Some(match value {
                None => Ok(Answer::Text(storage::get(key, self.tokens))),
                Some(Some(value)) => {
                    storage::set(key, self.tokens, value).map(|()| Answer::Nothing)
                }
                Some(None) => {
                    storage::remove(key, self.tokens);
                    Ok(Answer::Nothing)
                }
            }),
        }
    }

    /// The answer, where there is nothing to wait for.
    fn at_once(&self, question: &Question<'_>) -> Option<Outcome<Held>> {
        match *question {
            Question::Get(key) => self.stored(key, None),
            Question::Put(key, value) => self.stored(key, Some(value)),
            Question::Write(values) if self.uses_its_own_storage() => {
                Some(storage::write(self.tokens, values).map(|()| Answer::Nothing))
            }
            Question::Generate(what) => match self.site.part(generator(what)) {
                Own::Part(_) => None,
                Own::BuiltIn | Own::Nothing => Some(Ok(Answer::Text(None))),
            },
            Question::Swap { .. } if !self.is_shared() => Some(Ok(Answer::Nothing)),
            Question::Lock { name, in_page: true } => lock_now(name).map(|held| Ok(lock(held))),
            _ => None,
        }
    }
}

/// The part of an adapter that keeps this.
fn part_of(key: Key<'_>) -> &'static str {
    if key.area == Area::Cache { "unstable_cache" } else { "storage" }
}

/// The part of an adapter that makes this.
fn generator(what: &Generated) -> &'static str {
    match what {
        Generated::State => "generateState",
        Generated::CodeVerifier => "generateCodeVerifier",
        Generated::CodeChallenge(_) => "generateCodeChallenge",
    }
}

/// What `crypto.subtle` needs to check a signature: parameters and key, as JSON.
fn for_subtle(signed: &Signed<'_>) -> (Text, Text) {
    let algorithm = signed.algorithm;
    let jwk = signed.key.public_members();
    let jwk = jwk.fold(Value::object(), |jwk, (name, text)| jwk.with_text(name, Some(text)));
    let parameters = Value::object()
        .with_text("name", Some(algorithm.web_name()))
        .with_text("hash", Some(algorithm.hash()))
        .with_text("namedCurve", algorithm.curve())
        // As long as the hash (RFC 7518 §3.5).
        .with("saltLength", Some(Value::Number(32.0)));
    (json::print(&parameters), json::print(&jwk))
}

/// Pairs of name and value, as JSON.
fn pairs(values: &[(Key<'_>, Option<&str>)]) -> Text {
    let pair = |(key, value): &(Key<'_>, Option<&str>)| {
        let value = value.map_or(Value::Null, Value::from);
        Value::Array(vec![Value::from(key.name), value])
    };
    json::print(&Value::Array(values.iter().map(pair).collect()))
}

/// A lock that is held until this is dropped. The browser releases it as well when the page goes.
pub struct Held(Function);

/// The answer to a question for a lock.
fn lock(release: Function) -> Answer<Held> {
    Answer::Lock(Rc::new(Cell::new(Some(Held(release)))))
}

impl Drop for Held {
    fn drop(&mut self) {
        // Resolves a promise: cannot fail.
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

impl Syntax for Browser {
    fn parse(&self, text: &str) -> Option<Value> {
        json::parse(text)
    }

    fn print(&self, value: &Value) -> Text {
        json::print(value)
    }

    fn url(&self, text: &str) -> Option<Url> {
        let parts = json::parse(&url_parts(text)?)?;
        let pair = |pair: Vec<Text>| <[Text; 2]>::try_from(pair).ok().map(Into::into);
        let parameters: Vec<Vec<Text>> = parts.required("parameters")?;
        let parameters = parameters.into_iter().filter_map(pair).collect();
        let href: Text = parts.required("href")?;
        Some(Url::new(&href, parts.required("origin")?, parts.required("path")?, parameters))
    }
}

impl Platform for Browser {
    type Later = Promised;
    type Lock = Held;

    fn ask(self: &Rc<Self>, question: Question<'_>) -> Asked<Self> {
        if let Some(outcome) = self.at_once(&question) {
            return Asked::Now(outcome);
        }
        let (text, parameters);
        let (mut second, mut third, mut fourth) = (None, None, None);
        let (what, first) = match question {
            Question::Get(key) => {
                (second, third) = (Some("getItem"), Some(key.name));
                (What::Stored, part_of(key))
            }
            Question::Put(key, value) => {
                second = Some(if value.is_some() { "setItem" } else { "removeItem" });
                (third, fourth) = (Some(key.name), value);
                (What::Stored, part_of(key))
            }
            Question::Write(values) => {
                text = pairs(values);
                (What::Write, &*text)
            }
            Question::Generate(what) => {
                if let Generated::CodeChallenge(verifier) = what {
                    second = Some(&**verifier);
                }
                (What::Generate(generator(what)), generator(what))
            }
            Question::Fetch(request) => {
                (second, third) = (request.form.as_deref(), request.bearer.as_deref());
                (What::Fetch, &*request.url)
            }
            Question::Navigate(url, purpose) => {
                (second, third) = match purpose {
                    Navigation::SignIn(uri) => (Some("sign-in"), Some(&**uri)),
                    Navigation::SignOut(uri) => (Some("sign-out"), uri.as_deref()),
                    Navigation::PostSignIn => (Some("post-sign-in"), None),
                };
                (What::Navigate, url)
            }
            Question::Lock { name, in_page } => {
                second = in_page.then_some("");
                (What::Lock, name)
            }
            Question::Swap { app_id, before, after } => {
                (second, third) = (before, after);
                (What::Swap, app_id)
            }
            Question::Verify(signed) => {
                (parameters, text) = for_subtle(signed);
                second = Some(&*text);
                (third, fourth) = (Some(signed.input), Some(signed.signature));
                (What::Verify, &*parameters)
            }
            Question::HalfHash(algorithm, text) => {
                second = Some(text);
                (What::HalfHash, algorithm.hash())
            }
            Question::VerifyBySite(token) => (What::VerifyBySite, token),
        };
        Asked::Later(self.site.ask(what, first, second, third, fourth))
    }

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

    fn signatures(&self) -> Signatures {
        match self.site.part("jwtVerifier") {
            Own::Part(_) => Signatures::OfSite,
            Own::BuiltIn => Signatures::Ours,
            Own::Nothing => Signatures::Nobodys,
        }
    }

    fn show_instead(&self, callback_uri: &str, url: &str) {
        show_instead(callback_uri, url);
    }

    fn is_shared(&self) -> bool {
        self.tokens == Location::Local && self.uses_its_own_storage()
    }

    fn takes_any_key(&self) -> bool {
        self.uses_its_own_storage()
    }
}
