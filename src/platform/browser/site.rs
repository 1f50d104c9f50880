//! What a site does its own way: the parts of its adapter, and its verifier.
//!
//! A part may be the SDK's own ([`Own::BuiltIn`]): then nothing is asked, and the browser is used
//! directly, which answers at once.

use std::{pin::Pin, rc::Rc};

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::time::{is_late, within};
use crate::protocol::{Error, Failure, http::Cause};

#[wasm_bindgen(module = "/pkg/src/page.js")]
extern "C" {
    /// `undefined`: built in; `null`: there is no such part; otherwise the part.
    #[wasm_bindgen(js_name = partOf)]
    fn part_of(adapter: &JsValue, part: &str) -> JsValue;

    /// Calls a part, or a method of it. Never throws: the promise rejects.
    fn call(
        adapter: &JsValue,
        part: &JsValue,
        method: &str,
        first: &JsValue,
        second: &JsValue,
    ) -> Promise;
}

/// An answer to wait for. Boxed: what waits for it would otherwise hold, and compile, all that it does.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

/// A part of the adapter.
pub enum Own {
    /// The SDK's own: the browser does it.
    BuiltIn,
    /// Nobody does it.
    Nothing,
    /// The site does it.
    Part(JsValue),
}

/// The adapter of a client.
#[derive(Debug, Clone, Default)]
pub struct Site(JsValue);

impl Site {
    /// The adapter, or `undefined` where everything is built in.
    pub fn new(adapter: JsValue) -> Self {
        Site(adapter)
    }

    pub fn part(&self, part: &str) -> Own {
        if self.0.is_undefined() {
            return Own::BuiltIn;
        }
        let part = part_of(&self.0, part);
        if part.is_undefined() {
            Own::BuiltIn
        } else if part.is_null() {
            Own::Nothing
        } else {
            Own::Part(part)
        }
    }

    /// The answer of a part, or of a method of it; what it throws is passed on as it is.
    pub fn ask(
        &self,
        part: &JsValue,
        method: &str,
        first: &JsValue,
        second: &JsValue,
    ) -> Answer<JsValue> {
        answer(&call(&self.0, part, method, first, second))
    }

    /// The answer of a part that may take for ever.
    pub fn ask_in_time(
        &self,
        part: &JsValue,
        first: &JsValue,
        second: &JsValue,
    ) -> Answer<JsValue> {
        answer(&within("answer", &call(&self.0, part, "", first, second)))
    }
}

fn answer(promise: &Promise) -> Answer<JsValue> {
    let answer = JsFuture::from(promise.clone());
    Box::pin(async {
        answer.await.map_err(|thrown| {
            if is_late("answer", &thrown) {
                return Failure::NoAnswer { cause: None }.into();
            }
            let code = Reflect::get(&thrown, &"code".into()).ok();
            let code = code.and_then(|code| code.as_string()).unwrap_or_default();
            Failure::Site { code, cause: Cause(Rc::new(thrown)) }.into()
        })
    })
}
