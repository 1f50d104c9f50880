//! JSON by the browser's own parser and printer.
//!
//! Values are printed through serde-wasm-bindgen. They are read by hand: its deserializer formats
//! its errors, and that alone would be a quarter of the module.

use js_sys::{Array, JSON, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, prelude::*};

use crate::protocol::json::Value;

/// How deep values may be nested. Nothing that is read here comes near; beyond it an answer could
/// exhaust the stack.
const MAX_DEPTH: u32 = 64;

pub fn parse(text: &str) -> Option<Value> {
    read(&JSON::parse(text).ok()?, MAX_DEPTH)
}

/// The text of a value of ours. (A field called `__proto__` would be lost; there is none.)
pub fn print(value: &Value) -> String {
    // Strings, numbers, lists and string-keyed maps: none of them can fail.
    let value = value.serialize(&Serializer::json_compatible()).unwrap_throw();
    JSON::stringify(&value).map(String::from).unwrap_throw()
}

fn read(value: &JsValue, depth: u32) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    if let Some(text) = value.as_string() {
        Some(Value::String(text))
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
            fields.push((name.as_string()?, value));
        }
        Some(Value::Object(fields))
    } else {
        Some(Value::Null)
    }
}
