//! JSON by the browser's own parser and printer.
//!
//! Both ways are written by hand: serde-wasm-bindgen would be another kilobyte of what travels to print
//! values, and a quarter of the module to read them, since it formats its errors.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, prelude::*};

use crate::protocol::{Text, json::Value};

/// How deep values may be nested. Nothing that is read here comes near; beyond it an answer could
/// exhaust the stack.
const MAX_DEPTH: u32 = 64;

pub fn parse(text: &str) -> Option<Value> {
    read(&JSON::parse(text).ok()?, MAX_DEPTH)
}

/// The text of a value of ours.
pub fn print(value: &Value) -> Text {
    let mut text = String::new();
    write(value, &mut text);
    text.into()
}

fn write(value: &Value, text: &mut String) {
    // Strings and numbers: none of them can fail.
    let mut by_browser = |value: &JsValue| {
        text.push_str(&JSON::stringify(value).map(String::from).unwrap_throw());
    };
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(flag) => by_browser(&(*flag).into()),
        Value::Number(number) => by_browser(&(*number).into()),
        Value::String(string) => by_browser(&(**string).into()),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            text.push('{');
            // As where values are objects, which have no such field of their own.
            let fields = fields.iter().filter(|(name, _)| *name != "__proto__");
            for (index, (name, item)) in fields.enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(&Value::from(&**name), text);
                text.push(':');
                write(item, text);
            }
            text.push('}');
        }
    }
}

fn read(value: &JsValue, depth: u32) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    if let Some(text) = value.as_string() {
        Some(Value::String(text.into()))
    } else if let Some(number) = value.as_f64() {
        Some(Value::Number(number))
    } else if let Some(flag) = value.as_bool() {
        Some(Value::Bool(flag))
    } else if let Some(list) = value.dyn_ref::<Array>() {
        let mut items = Vec::new();
        for index in 0..list.length() {
            items.push(read(&list.get(index), depth)?);
        }
        Some(Value::Array(items))
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let names = Object::keys(object);
        let mut fields = Vec::new();
        for index in 0..names.length() {
            let name = names.get(index);
            let value = read(&Reflect::get(object, &name).ok()?, depth)?;
            fields.push((name.as_string()?.into(), value));
        }
        Some(Value::Object(fields))
    } else {
        Some(Value::Null)
    }
}
