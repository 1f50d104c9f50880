//! Requests and responses as plain values; the platform sends them.

use std::{any::Any, fmt, rc::Rc};

use super::{Code, Error, Failure, json::FromJson, secret::UnknownBody, syntax::Syntax, url::Form};

/// A request to the provider. A `form` makes it a POST, otherwise it is a GET.
#[derive(Clone)]
pub struct Request {
    /// The absolute URL.
    pub url: String,
    /// The `application/x-www-form-urlencoded` body.
    pub form: Option<String>,
    /// The token of the `Authorization: Bearer` header (RFC 6750 §2.1).
    pub bearer: Option<String>,
}

impl Request {
    /// A plain GET.
    #[must_use]
    pub fn get(url: &str) -> Self {
        Request { url: url.into(), form: None, bearer: None }
    }

    /// A POST of form parameters.
    #[must_use]
    pub fn post(url: &str, form: Form) -> Self {
        Request { url: url.into(), form: Some(form.text()), bearer: None }
    }
}

/// By hand: body and header carry codes, verifiers and tokens.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("url", &self.url).finish_non_exhaustive()
    }
}

/// An answer, whatever its status.
#[derive(Clone)]
pub struct Response {
    /// The HTTP status code.
    pub status: u16,
    /// The body as text.
    pub body: String,
    /// The seconds of its `Retry-After` (RFC 9110 §10.2.3), where that can be read.
    pub retry_after: Option<f64>,
    /// The platform's own response, handed on as the error's cause when the request failed.
    pub cause: Option<Cause>,
}

/// Something of the platform's that an error carries along (a `Response`, a `TypeError`), opaque here.
#[derive(Clone)]
pub struct Cause(pub Rc<dyn Any>);

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cause")
    }
}

impl Response {
    /// The body of a successful answer as a value; `malformed` is the error when it is not one.
    ///
    /// # Errors
    /// Those of [`Response::ok`], or `malformed`.
    pub fn json<T: FromJson>(self, syntax: &impl Syntax, malformed: Code) -> Result<T, Error> {
        let response = self.ok(syntax)?;
        syntax.read(&response.body).ok_or(Error::Code(malformed))
    }

    /// The response itself when its status says success.
    ///
    /// # Errors
    /// [`Failure::Request`] for an error in Logto's shape or a body that is no JSON;
    /// [`Failure::UnexpectedBody`] for JSON of another shape.
    pub fn ok(self, syntax: &impl Syntax) -> Result<Self, Error> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        let Response { status, body, cause, .. } = self;
        if let Some(json) = syntax.parse(&body) {
            // Logto's shape: {code, message, error, error_description}.
            return match (json.required("code"), json.required("message")) {
                (Some(code), Some(message)) => {
                    Err(Failure::Request { status, code, message, cause }.into())
                }
                _ => Err(Failure::UnexpectedBody { body: UnknownBody::new(body) }.into()),
            };
        }
        let code = match status {
            429 => "rate_limited".into(),
            _ => ["http_error_", &digits(status)].concat(),
        };
        // Not the body: a proxy's page may repeat the request, tokens and all.
        let message = ["The provider answered with HTTP status ", &digits(status)].concat();
        Err(Failure::Request { status, code, message, cause }.into())
    }
}

/// The three digits of a status code. By hand: formatting a number would be the one use of the
/// formatting machinery, which is heavier than all the rest of this module.
fn digits(status: u16) -> String {
    let mut digits = String::new();
    for place in [100, 10, 1] {
        digits.push((b'0' + (status / place % 10) as u8).into());
    }
    digits
}
