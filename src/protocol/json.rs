//! JSON values, and how typed values are read out of them.
//!
//! One type is all that a platform's parser gives; everything else is read from it field by field. That keeps
//! the module small (every type that serde reads itself costs kilobytes) and makes what is checked explicit: a
//! field that is required, a field that may be missing or `null`, and nothing in between.

use std::fmt;

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use super::limits::LAST_SECOND;

/// A JSON value.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// `null`; also what a missing field reads as.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number. Like JavaScript, all of them are doubles.
    Number(f64),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Fields, in order. A name that the text had twice is here once, with its last value.
    Object(Vec<(String, Value)>),
}

/// By hand: values carry tokens.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value")
    }
}

/// Something that is read out of a JSON value: wholly, or not at all.
pub trait FromJson: Sized {
    /// `None` when `value` is not such a thing.
    fn from_json(value: &Value) -> Option<Self>;
}

impl Value {
    /// The field `name`; `Null` when this is no object, or has no such field.
    #[must_use]
    pub fn field(&self, name: &str) -> &Value {
        match self {
            Value::Object(fields) => {
                fields.iter().find(|field| field.0 == name).map_or(&Value::Null, |field| &field.1)
            }
            _ => &Value::Null,
        }
    }

    /// A field that must be there.
    pub fn required<T: FromJson>(&self, name: &str) -> Option<T> {
        T::from_json(self.field(name))
    }

    /// A field that may be missing or `null`; what is there must be right all the same.
    pub fn optional<T: FromJson>(&self, name: &str) -> Option<Option<T>> {
        match self.field(name) {
            Value::Null => Some(None),
            value => T::from_json(value).map(Some),
        }
    }

    /// An object without fields yet.
    #[must_use]
    pub fn object() -> Self {
        Value::Object(Vec::new())
    }

    /// This object with the field `name` set; without a value, or with `null`, the field is left
    /// out. What is no object becomes one.
    #[must_use]
    pub fn with(self, name: &str, value: Option<Value>) -> Self {
        let mut fields = match self {
            Value::Object(fields) => fields,
            _ => Vec::new(),
        };
        fields.retain(|field| field.0 != name);
        if let Some(value) = value.filter(|value| *value != Value::Null) {
            fields.push((name.into(), value));
        }
        Value::Object(fields)
    }

    /// This object with the field `name` set to a text, or left out.
    #[must_use]
    pub fn with_text(self, name: &str, text: Option<&str>) -> Self {
        self.with(name, text.map(Value::from))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.into())
    }
}

impl FromJson for Value {
    fn from_json(value: &Value) -> Option<Self> {
        Some(value.clone())
    }
}

impl FromJson for String {
    fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text.clone()),
            _ => None,
        }
    }
}

impl FromJson for f64 {
    fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// A number of seconds, since 1970 or from now on: neither negative nor absurd.
#[derive(Debug, Clone, Copy)]
pub struct Seconds(pub f64);

impl Seconds {
    /// Can it be a time, or a length of one?
    #[must_use]
    pub fn is_sane(seconds: f64) -> bool {
        (0.0..=LAST_SECOND).contains(&seconds)
    }
}

impl FromJson for Seconds {
    fn from_json(value: &Value) -> Option<Self> {
        f64::from_json(value).filter(|seconds| Seconds::is_sane(*seconds)).map(Seconds)
    }
}

impl FromJson for bool {
    fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Array(items) => {
                let mut list = Vec::new();
                for item in items {
                    list.push(T::from_json(item)?);
                }
                Some(list)
            }
            _ => None,
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => serializer.serialize_f64(*number),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(None)?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Value::Object(fields) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
