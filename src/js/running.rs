//! Calls that wait: each time an answer has come, they are run again (see [`crate::session::call`]).

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::{
    Method, errors,
    flights::{self, Flight},
    run, settled,
};
use crate::{
    platform::browser::Browser,
    protocol::Error,
    session::{Session, call::Journal},
};

#[wasm_bindgen(module = "/pkg/src/ends.js")]
extern "C" {
    /// A promise that the page settles by itself should this module fail before it does.
    type Later;

    #[wasm_bindgen(constructor)]
    fn new() -> Later;

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
    /// Who waits for it, and whom else it is for.
    later: RefCell<Option<(Later, Option<Flight>)>>,
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
        self.after(&Promise::resolve(&JsValue::UNDEFINED), |_| {});
        promise
    }

    fn promise(&self, flight: Option<Flight>) -> Promise {
        let later = Later::new();
        let promise = later.promise();
        if let Some(flight) = &flight {
            flights::begin(flight, &promise);
        }
        self.later.replace(Some((later, flight)));
        promise
    }

    /// Waits for what the last step has asked.
    fn listen(self: &Rc<Self>) {
        for (ticket, promised) in self.journal.begun() {
            let running = self.clone();
            let promise = promised.promise.clone();
            self.after(&promise, move |result| {
                running.journal.answer(ticket, promised.read(result));
            });
        }
    }

    /// Goes on when the promise is settled, after `act`.
    fn after(
        self: &Rc<Self>,
        promise: &Promise,
        act: impl FnOnce(Result<JsValue, JsValue>) + 'static,
    ) {
        let running = self.clone();
        let done = Closure::once_into_js(move |is_error: bool, value: JsValue| {
            act(if is_error { Err(value) } else { Ok(value) });
            running.go_on();
        });
        if let Some((later, _)) = &*self.later.borrow() {
            later.after(promise, &done);
        }
    }

    fn go_on(self: &Rc<Self>) {
        let Some(result) = self.step() else { return self.listen() };
        // Nobody any more, when it had come to its end before this answer came.
        let Some((later, flight)) = self.later.take() else { return };
        if let Some(flight) = &flight {
            flights::land(flight);
        }
        match result {
            Ok(value) => later.settle(false, &value),
            Err(error) => later.settle(true, &errors::to_js(&error)),
        }
    }
}
