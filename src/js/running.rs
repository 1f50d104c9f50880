//! Calls that wait: each time an answer has come, they are run again (see [`crate::session::call`]).

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::{Method, errors, flights::Flight, run, settled};
use crate::{
    platform::browser::{Browser, Promised},
    protocol::Error,
    session::{
        Session,
        journal::{Journal, Ticket},
    },
};

#[wasm_bindgen(module = "/pkg/src/ends.js")]
extern "C" {
    /// A promise that the page settles by itself should this module fail before it does.
    type Later;

    /// With a key, it is for whoever calls the same meanwhile.
    #[wasm_bindgen(constructor)]
    fn new(storage: &JsValue, key: Option<&str>) -> Later;

    #[wasm_bindgen(method, getter)]
    fn promise(this: &Later) -> Promise;

    #[wasm_bindgen(method)]
    fn settle(this: &Later, is_error: bool, value: &JsValue);

    /// Calls `done(isError, value)` when another promise is settled.
    #[wasm_bindgen(method)]
    fn after(this: &Later, promise: &Promise, done: &JsValue);
}

/// A call under way.
pub struct Running {
    session: Rc<Session<Browser>>,
    method: Method,
    journal: Journal<Browser>,
    /// Who waits for it.
    later: RefCell<Option<Later>>,
}

impl Running {
    /// A call that has not begun yet.
    pub fn new(session: Rc<Session<Browser>>, method: Method) -> Self {
        Running { session, method, journal: Journal::default(), later: RefCell::default() }
    }

    /// What it comes to; nothing when it has to wait.
    pub fn step(&self) -> Option<Result<JsValue, Error>> {
        self.session.step(&self.journal, |call| run(call, &self.method))
    }

    /// Begins, for as long as others may join.
    pub fn start(self: Rc<Self>, flight: Option<Flight>) -> Promise {
        if let Some(result) = self.step() {
            return settled(result);
        }
        let promise = self.promise(flight);
        self.listen();
        promise
    }

    /// Begins in a moment: whoever comes in this very one joins, even where there is nothing to wait for.
    pub fn start_soon(self: Rc<Self>, flight: Flight) -> Promise {
        let promise = self.promise(Some(flight));
        self.after(&Promise::resolve(&JsValue::UNDEFINED), None);
        promise
    }

    fn promise(&self, flight: Option<Flight>) -> Promise {
        let later = match &flight {
            Some(flight) => Later::new(&flight.storage, Some(&flight.key)),
            None => Later::new(&JsValue::UNDEFINED, None),
        };
        let promise = later.promise();
        self.later.replace(Some(later));
        promise
    }

    /// Waits for what the last step has asked.
    fn listen(self: &Rc<Self>) {
        for (ticket, promised) in self.journal.begun() {
            let promise = promised.promise.clone();
            self.after(&promise, Some((ticket, promised)));
        }
    }

    /// Goes on when the promise is settled; what it comes to may be the answer to something.
    fn after(self: &Rc<Self>, promise: &Promise, asked: Option<(Ticket, Promised)>) {
        let running = self.clone();
        let done = Closure::once_into_js(move |is_error: bool, value: JsValue| {
            if let Some((ticket, promised)) = asked {
                let result = if is_error { Err(value) } else { Ok(value) };
                running.journal.answer(ticket, promised.read(result));
            }
            running.go_on();
        });
        if let Some(later) = &*self.later.borrow() {
            later.after(promise, &done);
        }
    }

    fn go_on(self: &Rc<Self>) {
        let Some(result) = self.step() else { return self.listen() };
        // Nobody any more, when it had come to its end before this answer came.
        let Some(later) = self.later.take() else { return };
        match result {
            Ok(value) => later.settle(false, &value),
            Err(error) => later.settle(true, &errors::to_js(&error)),
        }
    }
}
