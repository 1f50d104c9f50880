//! Bounds for what may take for ever: an `answer` of the provider, a `turn` among tabs, a `record`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/pkg/src/page.js")]
extern "C" {
    type Timer;

    #[wasm_bindgen(js_name = deadline)]
    fn start(what: &str) -> Timer;

    #[wasm_bindgen(method, getter)]
    fn signal(this: &Timer) -> JsValue;

    #[wasm_bindgen(method)]
    fn done(this: &Timer);

    /// What a promise comes to, or a rejection when that takes longer.
    pub fn within(what: &str, promise: &Promise) -> Promise;

    /// Is that why it was rejected?
    #[wasm_bindgen(js_name = isLate)]
    pub fn is_late(what: &str, reason: &JsValue) -> bool;
}

/// An `AbortSignal` that aborts, unless this is dropped before.
pub struct Deadline(Timer);

impl Deadline {
    /// For one of these.
    pub fn of(what: &str) -> Self {
        Deadline(start(what))
    }

    pub fn signal(&self) -> JsValue {
        self.0.signal()
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.0.done();
    }
}
