//! What the tabs of an origin share besides storage: a lock, and a record whose changes are in order. And the address
//! of this one.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::time::{Deadline, within};
use crate::protocol::{Code, Error};

#[wasm_bindgen(module = "/pkg/src/page.js")]
extern "C" {
    /// Resolves to what releases the lock; rejects when the signal aborts before.
    fn acquire(name: &str, signal: &JsValue) -> Promise;

    /// Resolves to what the record is then, `undefined` for none; rejects where there are no records.
    #[wasm_bindgen(js_name = swap)]
    fn swap_record(name: &str, before: Option<&str>, after: Option<&str>) -> Promise;

    /// See [`crate::platform::Platform::show_instead`].
    #[wasm_bindgen(js_name = showInstead)]
    pub fn show_instead(callback_uri: &str, url: &str);
}

/// A lock that is held until this is dropped. The browser releases it as well when the page goes.
pub struct Held(Function);

impl Drop for Held {
    fn drop(&mut self) {
        // Resolves a promise: cannot fail.
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for the lock.
pub async fn lock(name: &str) -> Result<Held, Error> {
    let deadline = Deadline::of("turn");
    let release = JsFuture::from(acquire(name, &deadline.signal())).await;
    let release = release.map_err(|_| Code::RenewalTimedOut)?;
    Ok(Held(release.unchecked_into()))
}

/// Replaces the record `name`, if it is `before`: what it is then. Nothing where there are no records.
pub async fn swap(name: &str, before: Option<&str>, after: Option<&str>) -> Option<Option<String>> {
    let record = within("record", &swap_record(name, before, after));
    let record = JsFuture::from(record).await;
    record.ok().map(|record| record.as_string())
}
