//! Calls that others like them join: a code can be exchanged once, a token is renewed once, whatever the
//! number of clients in the page. The page knows which are under way.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/pkg/src/ends.js")]
extern "C" {
    /// The promise of whoever is at it already; `undefined` when nobody is.
    #[wasm_bindgen(js_name = promiseOf)]
    fn promise_of(storage: &JsValue, key: &str) -> JsValue;
}

/// What makes two calls the same.
pub struct Flight {
    /// The site's own storage of the session; `undefined` for the browser's.
    pub storage: JsValue,
    /// Application, and what is asked for.
    pub key: String,
}

/// The promise of whoever is at it already.
pub fn promise(flight: &Flight) -> Option<Promise> {
    let promise = promise_of(&flight.storage, &flight.key);
    (!promise.is_undefined()).then(|| promise.unchecked_into())
}
