//! Calls as promises, and calls that are joined.

use std::{
    cell::RefCell,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// A call: one type for all of them, so that the machinery of promises is compiled once.
pub type Call = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// Runs a call as far as it goes without waiting. The promise of a call that waits for nothing is settled at once.
pub fn start(mut call: Call) -> Promise {
    // The promise polls a pending call again, so nothing is lost by the waker that does nothing.
    settled_at_once(&mut call).unwrap_or_else(|| future_to_promise(call))
}

fn settled_at_once(call: &mut Call) -> Option<Promise> {
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(value)) => Some(Promise::resolve(&value)),
        Poll::Ready(Err(error)) => Some(Promise::reject(&error)),
        Poll::Pending => None,
    }
}

/// A pending call that other callers may join.
struct JoinedCall {
    /// The site's own storage of the session; `undefined` for the browser's.
    storage: JsValue,
    /// The application and the arguments.
    key: String,
    promise: Promise,
}

thread_local! {
    /// The calls of all clients in this page.
    static JOINED_CALLS: RefCell<Vec<JoinedCall>> = const { RefCell::new(Vec::new()) };
}

/// The promise of a pending call with the same storage and key. Starts `call` if no such call is pending.
pub fn join(storage: JsValue, key: String, call: impl FnOnce() -> Call) -> Promise {
    pending(&storage, &key).unwrap_or_else(|| {
        let mut call = call();
        settled_at_once(&mut call).unwrap_or_else(|| share(storage, key, call))
    })
}

/// The same, but starts `call` in a microtask: callers of the same turn share the promise even if the call waits for
/// nothing.
pub fn join_in_microtask(storage: JsValue, key: String, call: impl FnOnce() -> Call) -> Promise {
    pending(&storage, &key).unwrap_or_else(|| share(storage, key, call()))
}

fn pending(storage: &JsValue, key: &str) -> Option<Promise> {
    JOINED_CALLS.with_borrow(|calls| {
        let joined = calls.iter().find(|joined| joined.key == key && joined.storage == *storage);
        joined.map(|joined| joined.promise.clone())
    })
}

fn share(storage: JsValue, key: String, call: Call) -> Promise {
    let promise = future_to_promise({
        let (storage, key) = (storage.clone(), key.clone());
        async move {
            let result = call.await;
            JOINED_CALLS.with_borrow_mut(|calls| {
                calls.retain(|joined| joined.key != key || joined.storage != storage);
            });
            result
        }
    });
    let joined = JoinedCall { storage, key, promise: promise.clone() };
    JOINED_CALLS.with_borrow_mut(|calls| calls.push(joined));
    promise
}
