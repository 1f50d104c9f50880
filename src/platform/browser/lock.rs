//! The Web Locks API: one holder among all tabs of the origin.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        callback: &Closure<dyn FnMut() -> Promise>,
    ) -> Result<Promise, JsValue>;
}

/// A lock that is held until this is dropped. The browser releases it as well when the page goes.
pub struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Resolves a promise: cannot fail.
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for the lock. `None` where the browser has no locks (plain http, servers): there the page
/// queues its own refreshes, and tabs do not know of each other.
pub async fn acquire(name: &str) -> Option<Held> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    if !locks.is_object() {
        return None;
    }
    let locks: LockManager = locks.unchecked_into();

    // The lock is ours from the moment its callback is called until the promise that the callback
    // returned is settled.
    let (released, release) = deferred();
    let (granted, grant) = deferred();
    let callback = Closure::new(move || {
        let _ = grant.call0(&JsValue::UNDEFINED);
        released.clone()
    });
    let request = locks.request(name, &callback).ok()?;
    // Whichever comes first: the grant, or a refusal (a page that is being unloaded).
    let first = Promise::race(&js_sys::Array::of2(&granted, &request));
    JsFuture::from(first).await.ok()?;
    Some(Held { release })
}

/// A promise, and the function that resolves it.
fn deferred() -> (Promise, Function) {
    let mut resolver = None;
    let promise = Promise::new(&mut |resolve, _| resolver = Some(resolve));
    // The executor has run when the constructor returns.
    (promise, resolver.unwrap_throw())
}
