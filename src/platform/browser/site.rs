//! What a site does its own way: the parts of its adapter, and its verifier.
//!
//! A part may be the SDK's own ([`Own::BuiltIn`]): then the browser is used directly.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use super::answer::{Promised, What};

#[wasm_bindgen(module = "/pkg/src/page.js")]
extern "C" {
    /// `undefined`: built in; `null`: there is no such part; otherwise the part.
    #[wasm_bindgen(js_name = partOf)]
    fn part_of(adapter: &JsValue, part: &str) -> JsValue;

    /// Asks the browser, or the parts of the adapter that are in its place. Never throws: the promise rejects.
    fn ask(
        adapter: &JsValue,
        what: u32,
        first: &str,
        second: Option<&str>,
        third: Option<&str>,
        fourth: Option<&str>,
    ) -> Promise;
}

#[wasm_bindgen(module = "/pkg/src/tabs.js")]
extern "C" {
    /// Asks for a lock, or else for a record to be replaced. Never throws: the promise rejects.
    #[wasm_bindgen(js_name = askTabs)]
    fn ask_tabs(is_lock: bool, name: &str, second: Option<&str>, third: Option<&str>) -> Promise;

    /// The lock of this page's calls alone, when nobody has it: what releases it.
    #[wasm_bindgen(js_name = lockNow)]
    pub fn lock_now(name: &str) -> Option<Function>;
}

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
        let part = part_of(&self.0, part);
        if part.is_undefined() {
            Own::BuiltIn
        } else if part.is_null() {
            Own::Nothing
        } else {
            Own::Part(part)
        }
    }

    pub fn ask(
        &self,
        what: What,
        first: &str,
        second: Option<&str>,
        third: Option<&str>,
        fourth: Option<&str>,
    ) -> Promised {
        let promise = match what {
            What::Lock | What::Swap => ask_tabs(what == What::Lock, first, second, third),
            _ => ask(&self.0, what.number(), first, second, third, fourth),
        };
        Promised { promise, what }
    }
}
