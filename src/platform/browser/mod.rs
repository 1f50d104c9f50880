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

use std::rc::Rc;

use js_sys::{Function, Reflect};
use rand::{TryRng, rngs::SysRng};
use wasm_bindgen::prelude::*;

use super::{Answer, Area, Asked, Generated, Navigation, Outcome, Platform, Question};
use crate::protocol::{
    Text,
    json::Value,
    jwk::{Signatures, Signed},
    pkce::RANDOM_BYTES,
    syntax::Syntax,
    url::Url,
};
use answer::What;
use site::{Own, Site};

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

    fn later(&self, what: What, values: [Option<&str>; 4]) -> Asked<Self> {
        Asked::Later(self.site.ask(what, values))
    }

    /// Asks the storage, or the site's: by `method` of it, where `at_once` is what the browser's own does.
    fn stored(
        &self,
        key: super::Key<'_>,
        method: &str,
        value: Option<&str>,
        at_once: impl FnOnce() -> Outcome<Held>,
    ) -> Asked<Self> {
        let part = if key.area == Area::Cache { "unstable_cache" } else { "storage" };
        match self.site.part(part) {
            Own::BuiltIn => Asked::Now(at_once()),
            Own::Nothing => Asked::Now(Ok(Answer::Text(None))),
            Own::Part(_) => {
                self.later(What::Stored, [Some(part), Some(method), Some(key.name), value])
            }
        }
    }

    fn verify(&self, signed: &Signed<'_>) -> Asked<Self> {
        let algorithm = signed.algorithm;
        let jwk = signed.key.public_members();
        let jwk = jwk.fold(Value::object(), |jwk, (name, text)| jwk.with_text(name, Some(text)));
        let parameters = Value::object()
            .with_text("name", Some(algorithm.web_name()))
            .with_text("hash", Some(algorithm.hash()))
            .with_text("namedCurve", algorithm.curve())
            // As long as the hash (RFC 7518 §3.5).
            .with("saltLength", Some(Value::Number(32.0)));
        let (jwk, parameters) = (json::print(&jwk), json::print(&parameters));
        self.later(
            What::Verify,
            [Some(&*parameters), Some(&*jwk), Some(signed.input), Some(signed.signature)],
        )
    }
}

/// A lock that is held until this is dropped. The browser releases it as well when the page goes.
pub struct Held(Function);

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
        match question {
            Question::Get(key) => self
                .stored(key, "getItem", None, || Ok(Answer::Text(storage::get(key, self.tokens)))),
            Question::Put(key, Some(value)) => self.stored(key, "setItem", Some(value), || {
                storage::set(key, self.tokens, value).map(|()| Answer::Nothing)
            }),
            Question::Put(key, None) => self.stored(key, "removeItem", None, || {
                storage::remove(key, self.tokens);
                Ok(Answer::Nothing)
            }),
            Question::Write(values) if self.uses_its_own_storage() => {
                Asked::Now(storage::write(self.tokens, values).map(|()| Answer::Nothing))
            }
            Question::Write(values) => {
                let pair = |(key, value): &(super::Key<'_>, Option<&str>)| {
                    let value = value.map_or(Value::Null, Value::from);
                    Value::Array(vec![Value::from(key.name), value])
                };
                let values = json::print(&Value::Array(values.iter().map(pair).collect()));
                self.later(What::Write, [Some(&*values), None, None, None])
            }
            Question::Generate(what) => {
                let (part, verifier) = match what {
                    Generated::State => ("generateState", None),
                    Generated::CodeVerifier => ("generateCodeVerifier", None),
                    Generated::CodeChallenge(verifier) => {
                        ("generateCodeChallenge", Some(&**verifier))
                    }
                };
                match self.site.part(part) {
                    Own::Part(_) => {
                        self.later(What::Generate(part), [Some(part), verifier, None, None])
                    }
                    Own::BuiltIn | Own::Nothing => Asked::Now(Ok(Answer::Text(None))),
                }
            }
            Question::Fetch(request) => self.later(
                What::Fetch,
                [Some(&*request.url), request.form.as_deref(), request.bearer.as_deref(), None],
            ),
            Question::Navigate(url, purpose) => {
                let (purpose, redirect_uri) = match purpose {
                    Navigation::SignIn(uri) => ("sign-in", Some(&**uri)),
                    Navigation::SignOut(uri) => ("sign-out", uri.as_deref()),
                    Navigation::PostSignIn => ("post-sign-in", None),
                };
                self.later(What::Navigate, [Some(url), Some(purpose), redirect_uri, None])
            }
            Question::Lock { name, in_page } => {
                self.later(What::Lock, [Some(name), in_page.then_some(""), None, None])
            }
            Question::Swap { app_id, before, after } if self.is_shared() => {
                self.later(What::Swap, [Some(app_id), before, after, None])
            }
            Question::Swap { .. } => Asked::Now(Ok(Answer::Nothing)),
            Question::Verify(signed) => self.verify(signed),
            Question::HalfHash(algorithm, text) => {
                self.later(What::HalfHash, [Some(algorithm.hash()), Some(text), None, None])
            }
            Question::VerifyBySite(token) => {
                self.later(What::VerifyBySite, [Some(token), None, None, None])
            }
        }
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
