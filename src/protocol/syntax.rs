//! The two grammars that the host already speaks: JSON and URLs.
//!
//! A browser has a JSON parser and a WHATWG URL parser built in; carrying our own would more than
//! double the module. Native tests use `serde_json` and the `url` crate instead.

use super::{
    json::{FromJson, Value},
    url::Url,
};

/// Parses and prints JSON, and takes URLs apart. Pure: the same text always gives the same value.
pub trait Syntax {
    /// The value that `text` spells; `None` when it is not JSON.
    fn parse(&self, text: &str) -> Option<Value>;

    /// `value` as JSON text.
    fn print(&self, value: &Value) -> String;

    /// An absolute URL, parsed by the rules of the WHATWG URL standard; `None` when it is not one.
    fn url(&self, text: &str) -> Option<Url>;

    /// What `text` spells, when it is JSON and such a thing.
    fn read<T: FromJson>(&self, text: &str) -> Option<T> {
        T::from_json(&self.parse(text)?)
    }
}
