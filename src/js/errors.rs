//! Errors as instances of the JavaScript classes in `pkg/src/errors.js`.

use wasm_bindgen::prelude::*;

use crate::protocol::{Error, Failure, http::Cause};

#[wasm_bindgen(module = "/pkg/src/errors.js")]
extern "C" {
    /// An error of the class, with a `data` that is made of two texts.
    #[wasm_bindgen(js_name = errorOf)]
    fn error_of(
        class: u32,
        code: &str,
        message: &str,
        data: u32,
        first: Option<&str>,
        second: Option<&str>,
        cause: &JsValue,
    ) -> JsValue;
}

/// What `data` is, by the number that `pkg/src/errors.js` knows it by.
const REMARK: u32 = 0;
const FIELD: u32 = 1;
const OIDC_ERROR: u32 = 2;
const BODY: u32 = 3;
/// There is none: the cause is what no answer came for.
const REASON: u32 = 4;

/// `error` as what JavaScript catches.
pub fn to_js(error: &Error) -> JsValue {
    let mut cause = JsValue::UNDEFINED;
    let (data, first, second) = match error {
        Error::Code(_) | Error::Said(..) | Error::NotYet => (REMARK, None, None),
        Error::Because(_, remark) => (REMARK, Some(**remark), None),
        Error::Invalid(invalid) => (FIELD, Some(invalid.field), None),
        Error::Ended(why) => {
            cause = to_js(why);
            let remark = "The session has ended: the provider no longer accepts the refresh token.";
            (REMARK, Some(remark), None)
        }
        Error::Answer(failure) => match &**failure {
            // What the site's own code threw, which is the site's own business.
            Failure::Site { cause, .. } => return value(cause),
            Failure::Authorization { error, description } => {
                (OIDC_ERROR, Some(&**error), description.as_deref())
            }
            Failure::UnexpectedBody { body } => (BODY, Some(body.expose()), None),
            // What the platform put beside a failed request: the response, or else why there is none.
            Failure::Request { cause: response, .. } => {
                cause = response.as_ref().map(value).unwrap_or_default();
                (REMARK, None, None)
            }
            Failure::NoAnswer { cause: why } => {
                cause = why.as_ref().map(value).unwrap_or_default();
                (REASON, None, None)
            }
        },
    };
    error_of(error.class() as u32, error.code(), &error.message(), data, first, second, &cause)
}

fn value(Cause(cause): &Cause) -> JsValue {
    cause.downcast_ref().cloned().unwrap_or_default()
}
