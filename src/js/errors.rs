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
    fn new(code: &str, message: &str, cause: &JsValue, reason: &JsValue) -> LogtoRequestError;

    type OidcError;
    #[wasm_bindgen(constructor)]
    fn new(error: &str, description: Option<&str>) -> OidcError;
}

/// `error` as what JavaScript catches.
pub fn to_js(error: Error) -> JsValue {
    if let Some(thrown) = thrown(&error) {
        return thrown;
    }
    let (code, message) = (error.code(), error.message());
    match error.class() {
        Class::Logto => LogtoError::new(code, &data(&error), &message).into(),
        Class::Client => {
            let thrown = LogtoClientError::new(code, &data(&error), &message).into();
            if let Error::Ended(cause) = error {
                // Cannot fail on an object that is ours.
                let _ = Reflect::set(&thrown, &"cause".into(), &to_js((*cause).clone()));
            }
            thrown
        }
        Class::Request => {
            let (cause, reason) = causes(&error);
            LogtoRequestError::new(code, &message, &cause, &reason).into()
        }
    }
}

/// What the site's own code threw, which is the site's own business.
fn thrown(error: &Error) -> Option<JsValue> {
    let Error::Answer(failure) = error else { return None };
    match &**failure {
        Failure::Site { cause: Cause(cause), .. } => cause.downcast_ref().cloned(),
        _ => None,
    }
}

/// The `data` of an error.
fn data(error: &Error) -> JsValue {
    match error {
        Error::Because(_, remark) => (**remark).into(),
        Error::Ended(_) => {
            "The session has ended: the provider no longer accepts the refresh token.".into()
        }
        Error::Invalid(invalid) => {
            let data = Object::new();
            // Cannot fail on an object that is ours.
            let _ = Reflect::set(&data, &"field".into(), &invalid.field.into());
            data.into()
        }
        Error::Answer(failure) => match &**failure {
            Failure::Authorization { error, description } => {
                OidcError::new(error, description.as_deref()).into()
            }
            Failure::UnexpectedBody { body } => {
                JSON::parse(body.expose()).unwrap_or(JsValue::UNDEFINED)
            }
            _ => JsValue::UNDEFINED,
        },
        Error::Code(_) | Error::Said(..) | Error::NotYet => JsValue::UNDEFINED,
    }
}

/// What the platform put beside a failed request: the response, or else why there is none.
fn causes(error: &Error) -> (JsValue, JsValue) {
    let value = |cause: &Option<Cause>| {
        let value = cause.as_ref().and_then(|Cause(cause)| cause.downcast_ref().cloned());
        value.unwrap_or(JsValue::UNDEFINED)
    };
    let Error::Answer(failure) = error else { return (JsValue::UNDEFINED, JsValue::UNDEFINED) };
    match &**failure {
        Failure::Request { cause, .. } => (value(cause), JsValue::UNDEFINED),
        Failure::NoAnswer { cause } => (JsValue::UNDEFINED, value(cause)),
        _ => (JsValue::UNDEFINED, JsValue::UNDEFINED),
    }
}
