//! Errors as instances of the JavaScript classes in `pkg/src/errors.js`.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::protocol::{Error, Failure, error::Class, http::Cause};

#[wasm_bindgen(module = "/pkg/src/errors.js")]
extern "C" {
    type LogtoError;
    #[wasm_bindgen(constructor)]
    fn new(code: &str, data: &JsValue, message: &str) -> LogtoError;

    type LogtoClientError;
    #[wasm_bindgen(constructor)]
    fn new(code: &str, data: &JsValue, message: &str) -> LogtoClientError;

    type LogtoRequestError;
    #[wasm_bindgen(constructor)]
    fn new(code: &str, message: &str, cause: &JsValue) -> LogtoRequestError;

    type OidcError;
    #[wasm_bindgen(constructor)]
    fn new(error: &str, description: Option<&str>) -> OidcError;
}

/// `error` as what JavaScript catches.
pub fn to_js(error: Error) -> JsValue {
    let (code, message) = (error.code(), error.message());
    match error.class() {
        Class::Logto => LogtoError::new(code, &data(&error), &message).into(),
        Class::Client => LogtoClientError::new(code, &data(&error), &message).into(),
        Class::Request => LogtoRequestError::new(code, &message, &cause(&error)).into(),
    }
}

/// The `data` of an error.
fn data(error: &Error) -> JsValue {
    match error {
        Error::Because(_, remark) => (*remark).into(),
        Error::Invalid { field, .. } => {
            let data = Object::new();
            // Cannot fail on an object that is ours.
            let _ = Reflect::set(&data, &"field".into(), &(*field).into());
            data.into()
        }
        Error::Answer(failure) => match &**failure {
            Failure::Authorization { error, description } => {
                OidcError::new(error, description.as_deref()).into()
            }
            Failure::UnexpectedBody { body } => JSON::parse(body).unwrap_or(JsValue::UNDEFINED),
            _ => JsValue::UNDEFINED,
        },
        Error::Code(_) => JsValue::UNDEFINED,
    }
}

/// The `cause` of a failed request: what the platform put there.
fn cause(error: &Error) -> JsValue {
    let Error::Answer(failure) = error else { return JsValue::UNDEFINED };
    match &**failure {
        Failure::Request { cause: Some(Cause(cause)), .. }
        | Failure::NoAnswer { cause: Some(Cause(cause)) } => {
            cause.downcast_ref().cloned().unwrap_or(JsValue::UNDEFINED)
        }
        _ => JsValue::UNDEFINED,
    }
}
