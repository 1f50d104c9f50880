//! Errors as instances of the JavaScript classes.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::{
    platform::browser::host::Host,
    protocol::{Error, Failure, error::Class, http::Cause},
};

/// The `data` of the error of a session that has ended.
const SESSION_ENDED: &str =
    "The session has ended: the provider no longer accepts the refresh token.";

/// `error` as what JavaScript catches.
pub fn to_js(host: &Host, error: &Error) -> JsValue {
    if let Some(thrown) = thrown_by_site(error) {
        return thrown;
    }
    let (code, message) = (error.code(), error.message());
    match error.class() {
        Class::Logto => host.logto_error(code, &data(host, error), &message).into(),
        Class::Client => {
            let thrown = host.logto_client_error(code, &data(host, error), &message);
            if let Error::Ended(cause) = error {
                thrown.set_cause(&to_js(host, cause));
            }
            thrown.into()
        }
        Class::Request => {
            let (cause, reason) = causes(error);
            host.logto_request_error(code, &message, &cause, &reason).into()
        }
    }
}

/// What the site's own code has thrown, which is passed on as it is.
fn thrown_by_site(error: &Error) -> Option<JsValue> {
    let Error::Answer(failure) = error else { return None };
    match &**failure {
        Failure::Site { cause, .. } => Some(value(cause)),
        _ => None,
    }
}

/// The `data` of an error.
fn data(host: &Host, error: &Error) -> JsValue {
    match error {
        Error::Because(_, remark) => remark.text().into(),
        Error::Ended(_) => SESSION_ENDED.into(),
        Error::Invalid(invalid) => {
            let data = Object::new();
            // Cannot fail on a new object.
            let _ = Reflect::set(&data, &"field".into(), &invalid.field.into());
            data.into()
        }
        Error::Answer(failure) => match &**failure {
            Failure::Authorization { error, description } => {
                host.oidc_error(error, description.as_deref())
            }
            Failure::UnexpectedBody { body } => JSON::parse(body.expose()).unwrap_or_default(),
            _ => JsValue::UNDEFINED,
        },
        Error::Code(_) | Error::WrongClock => JsValue::UNDEFINED,
    }
}

/// The response of a failed request or, without a response, the reason.
fn causes(error: &Error) -> (JsValue, JsValue) {
    let Error::Answer(failure) = error else { return Default::default() };
    match &**failure {
        Failure::Request { cause: Some(response), .. } => (value(response), JsValue::UNDEFINED),
        Failure::NoAnswer { cause: Some(reason) } => (JsValue::UNDEFINED, value(reason)),
        _ => Default::default(),
    }
}

fn value(Cause(cause): &Cause) -> JsValue {
    cause.downcast_ref().cloned().unwrap_or_default()
}
