//! The entry file's JavaScript (`pkg/src/`) against this crate.
//!
//! The entry file reads storage and checks configurations before the core is loaded, by rules that this crate
//! defines. Property tests ask both about the same generated values. Node runs the JavaScript ([`script`]).

mod access_tokens;
mod configurations;
mod errors;
mod id_tokens;
mod moments;
mod reads;
mod scenes;
mod script;

use std::{cell::RefCell, collections::BTreeMap};

use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use crate::protocol::{
    Error, Failure,
    error::{Class, Code},
};
use script::EntryFile;

/// Runs `test` for this many generated values. Fails with the smallest value that fails.
fn for_each<T: std::fmt::Debug>(
    cases: u32,
    strategy: &BoxedStrategy<T>,
    test: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(strategy, test).unwrap_or_else(|failure| panic!("{failure}"));
}

/// Counts how often each kind of case occurs: a test that generates none of a kind proves nothing about it.
#[derive(Default)]
struct Tally(RefCell<BTreeMap<String, usize>>);

impl Tally {
    fn count(&self, kind: &str) {
        *self.0.borrow_mut().entry(kind.to_owned()).or_default() += 1;
    }

    /// Panics unless each of the kinds has occurred at least `least` times.
    fn assert_each(&self, least: usize, kinds: &[&str]) {
        let counts = self.0.borrow();
        let rare: Vec<_> = kinds
            .iter()
            .filter(|kind| counts.get(**kind).copied().unwrap_or_default() < least)
            .collect();
        assert!(rare.is_empty(), "{rare:?} occur less than {least} times: {counts:?}");
    }
}

/// An error as the script describes one: class, code, message, and `data` as JSON text.
fn description(error: &Error) -> Value {
    let class = match error.class() {
        Class::Logto => "LogtoError",
        Class::Client => "LogtoClientError",
        Class::Request => "LogtoRequestError",
    };
    let mut description =
        json!({ "class": class, "code": error.code(), "message": error.message() });
    let data = match error {
        Error::Because(_, remark) => Some(json!(remark.text())),
        Error::Invalid(invalid) => Some(json!({ "field": invalid.field })),
        _ => None,
    };
    if let Some(data) = data {
        description["data"] = data.to_string().into();
    }
    description
}
