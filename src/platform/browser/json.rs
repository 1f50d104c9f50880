//! JSON by the browser's own parser and printer.

use js_sys::{Array, JSON, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::protocol::{json::Value, limits::JSON_DEPTH};

/// The value that `text` spells; `None` when it is not JSON, or nested too deeply.
pub fn parse(text: &str) -> Option<Value> {
    read(&JSON::parse(text).ok()?, JSON_DEPTH)
}

/// `value` as JSON text.
pub fn print(value: &Value) -> String {
    JSON::stringify(&object(value)).map(String::from).unwrap_throw()
}

/// `value` as a JavaScript value.
pub fn object(value: &Value) -> JsValue {
    // Objects, not instances of `Map`. None of the kinds of a `Value` can fail.
    let serializer =
        Serializer::new().serialize_maps_as_objects(true).serialize_missing_as_null(true);
    value.serialize(&serializer).unwrap_throw()
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
