//! `fetch`.

use std::rc::Rc;

use js_sys::{Date, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, RequestRedirect};

use super::time::Deadline;

use crate::protocol::{
    Error, Failure,
    http::{Cause, LONGEST_BODY, Request, Response},
};

#[wasm_bindgen]
extern "C" {
    // The global, not `window.fetch`: it is there in workers and on servers too.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(url: &str, init: &RequestInit) -> Result<js_sys::Promise, JsValue>;
}

/// Sends `request` and reads the whole answer.
pub async fn fetch(request: Request) -> Result<Response, Error> {
    send(request)
        .await
        .map_err(|error| Failure::NoAnswer { cause: Some(Cause(Rc::new(error))) }.into())
}

/// The second argument of `fetch` for `request`.
pub fn init(request: &Request) -> RequestInit {
    let init = RequestInit::new();
    let headers = Object::new();
    let set_header = |name: &str, value: &str| {
        // Cannot fail on an object that is ours.
        let _ = Reflect::set(&headers, &name.into(), &value.into());
    };
    if let Some(form) = &request.form {
        init.set_method("POST");
        init.set_body(&JsValue::from_str(form));
        // A page that is left meanwhile still sends it. Set by hand: web-sys has no setter for it.
        let _ = Reflect::set(&init, &"keepalive".into(), &true.into());
        set_header("Content-Type", "application/x-www-form-urlencoded");
        // A token endpoint has no business sending codes and tokens elsewhere.
        init.set_redirect(RequestRedirect::Error);
    }
    if let Some(bearer) = &request.bearer {
        set_header("Authorization", &["Bearer ", bearer].concat());
        init.set_redirect(RequestRedirect::Error);
    }
    init.set_headers(&headers);
    init
}

async fn send(request: Request) -> Result<Response, JsValue> {
    let deadline = Deadline::of("answer");
    let init = init(&request);
    Reflect::set(&init, &"signal".into(), &deadline.signal())?;
    let response = JsFuture::from(global_fetch(&request.url, &init)?).await?;
    // What `fetch` resolves to.
    let response: web_sys::Response = response.unchecked_into();
    let ok = (200..300).contains(&response.status());
    // An error's cause is the response with its body still to be read.
    let cause = if ok { None } else { Some(Cause(Rc::new(JsValue::from(response.clone()?)))) };
    let body: JsString = JsFuture::from(response.text()?).await?.unchecked_into();
    // Nothing can be made of nothing: whoever reads it says what should have been there.
    let body = if body.length() > LONGEST_BODY { String::new() } else { body.into() };
    let retry_after = response.headers().get("Retry-After")?.and_then(|text| seconds(&text));
    Ok(Response { status: response.status(), body, retry_after, cause })
}

/// The seconds that a `Retry-After` asks for: it is a number of them, or a date.
fn seconds(text: &str) -> Option<f64> {
    let number = js_sys::parse_float(text);
    let seconds = if number.is_nan() { (Date::parse(text) - Date::now()) / 1000.0 } else { number };
    // A date that is none is not a number either.
    (seconds >= 0.0).then_some(seconds)
}
