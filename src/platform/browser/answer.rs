//! What the page answers, read by what it was asked.

use std::rc::Rc;

use js_sys::{Array, JsString, Promise, Reflect};
use wasm_bindgen::prelude::*;

use super::{Held, lock};
use crate::{
    platform::{Answer, Outcome},
    protocol::{
        Code, Error, Failure, Text,
        http::{Cause, LONGEST_BODY, Response},
    },
};

/// The questions that `pkg/src/page.js` answers, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// `[part, method, name, value?]` of a storage of the site's.
    Stored,
    /// `[JSON of pairs]` to a storage of the site's.
    Write,
    /// `[part, verifier?]`
    Generate(&'static str),
    /// `[url, form?, bearer?]`
    Fetch,
    /// `[url, purpose, redirectUri?]`
    Navigate,
    /// `[name, inPage?]`
    Lock,
    /// `[name, before?, after?]`
    Swap,
    /// `[JSON of parameters, JWK, input, signature]`
    Verify,
    /// `[hash, text]`
    HalfHash,
    /// `[token]`
    VerifyBySite,
}

impl What {
    /// Its place among them.
    pub fn number(self) -> u32 {
        match self {
            What::Stored => 0,
            What::Write => 1,
            What::Generate(_) => 2,
            What::Fetch => 3,
            What::Navigate => 4,
            What::Verify => 5,
            What::HalfHash => 6,
            What::VerifyBySite => 7,
            // Of tabs, which `pkg/src/tabs.js` answers for.
            What::Lock | What::Swap => 8,
        }
    }
}

/// An answer to come.
pub struct Promised {
    /// Where it comes from.
    pub promise: Promise,
    /// What it is to.
    pub(super) what: What,
}

impl Promised {
    /// Reads what the promise came to.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn read(&self, result: Result<JsValue, JsValue>) -> Outcome<Held> {
        read(self.what, result)
    }
}

fn read(what: What, result: Result<JsValue, JsValue>) -> Outcome<Held> {
    let value = match result {
        Ok(value) => value,
        // There is no such record, or no such lock, for whatever reason.
        Err(_) if what == What::Swap => return Ok(Answer::Nothing),
        Err(_) if what == What::Lock => return Err(Code::RenewalTimedOut.into()),
        Err(thrown) => return Err(of_site(thrown)),
    };
    match what {
        What::Fetch => response(&value.unchecked_into()).map(Answer::Response),
        What::Lock => Ok(lock(value.unchecked_into())),
        What::Verify => match value.as_bool() {
            Some(verifies) => Ok(Answer::Flag(verifies)),
            None if value.is_null() => Err(Code::UnsupportedAlgorithm.into()),
            None => Err(Code::CryptoSubtleUnavailable.into()),
        },
        What::HalfHash if value.is_undefined() => Err(Code::CryptoSubtleUnavailable.into()),
        What::Navigate if value.as_bool() == Some(false) => Err(Code::NoBrowser.into()),
        What::Generate(field) => match value.as_string() {
            Some(text) if !text.is_empty() => Ok(Answer::Text(Some(text.into()))),
            // An empty one would protect nothing.
            _ => Err(Error::invalid(
                Code::InvalidConfig,
                field,
                "must give a string that is not empty",
            )),
        },
        What::Stored | What::Swap | What::HalfHash => {
            Ok(Answer::Text(value.as_string().map(Text::from)))
        }
        What::Write | What::Navigate | What::VerifyBySite => Ok(Answer::Nothing),
    }
}

/// `[status, body, retryAfter?, response?]`; `[0, , , why]` when nothing came.
fn response(answer: &Array) -> Result<Response, Error> {
    let cause = answer.get(3);
    let cause = (!cause.is_undefined()).then(|| Cause(Rc::new(cause)));
    let status = answer.get(0).as_f64().unwrap_or_default();
    if status == 0.0 {
        return Err(Failure::NoAnswer { cause }.into());
    }
    let body: JsString = answer.get(1).unchecked_into();
    // Nothing can be made of nothing: whoever reads it says what should have been there.
    let body = if body.length() > LONGEST_BODY { String::new() } else { body.into() };
    let body = body.into();
    Ok(Response { status: status as u16, body, retry_after: answer.get(2).as_f64(), cause })
}

/// What the site's own code threw.
fn of_site(thrown: JsValue) -> Error {
    let code = Reflect::get(&thrown, &"code".into()).ok();
    let code = code.and_then(|code| code.as_string()).unwrap_or_default().into();
    Failure::Site { code, cause: Cause(Rc::new(thrown)) }.into()
}
