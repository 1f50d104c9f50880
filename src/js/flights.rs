//! Calls that others like them join: a code can be exchanged once, a token is renewed once, whatever the
//! number of clients in the page.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

/// What makes two calls the same.
#[derive(Clone, PartialEq)]
pub struct Flight {
    /// The site's own storage of the session; `undefined` for the browser's.
    pub storage: JsValue,
    /// Application, and what is asked for.
    pub key: String,
}

thread_local! {
    /// Those under way, and the promise that all callers share.
    static FLIGHTS: RefCell<Vec<(Flight, Promise)>> = const { RefCell::new(Vec::new()) };
}

/// The promise of whoever is at it already.
pub fn promise(flight: &Flight) -> Option<Promise> {
    FLIGHTS.with_borrow(|all| all.iter().find(|each| each.0 == *flight).map(|each| each.1.clone()))
}

/// From now on others join.
pub fn begin(flight: &Flight, promise: &Promise) {
    FLIGHTS.with_borrow_mut(|all| all.push((flight.clone(), promise.clone())));
}

/// And no more.
pub fn land(flight: &Flight) {
    FLIGHTS.with_borrow_mut(|all| all.retain(|each| each.0 != *flight));
}
