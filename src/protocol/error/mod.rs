//! Every error of the SDK: one [table](Code) of code, class and text.
//!
//! Codes and classes are those of `@logto/browser`, with new codes where it has none. A text says
//! what happened and, where the reader can do something, what to do. Nothing of a token, a code or
//! a verifier is ever part of an error.
//!
//! `docs/errors.md` says more of each: why it happens, and what to do about it. It is made of the table and of
//! the words in `explained`, which are no part of the SDK.

#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) mod explained;
mod table;

use std::{borrow::Cow, fmt};

use super::{http::Cause, secret::UnknownBody};
use table::WRONG_CLOCK;
pub use table::{Class, Code, Remark};

/// What a method of the SDK fails with. The rare cases are boxed: errors travel through every function.
#[derive(Debug)]
pub enum Error {
    /// An entry of the table, nothing to add.
    Code(Code),
    /// An entry of the table and a remark on the circumstances (the error's `data`).
    Because(Code, Remark),
    /// [`Code::InvalidIat`], because the device's clock is wrong by more than is tolerated: the message says what to do.
    WrongClock,
    /// A field of the configuration or of a method's argument.
    Invalid(Box<Invalid>),
    /// The session has ended: [`Code::NotAuthenticated`], because of this answer.
    Ended(Box<Error>),
    /// What the provider or the network answered.
    Answer(Box<Failure>),
}

/// Which field is wrong, and how.
#[derive(Debug)]
pub struct Invalid {
    /// [`Code::InvalidConfig`] or [`Code::InvalidOptions`].
    pub code: Code,
    /// The name of the field.
    pub field: &'static str,
    /// What is expected there, as a clause: "must be …".
    pub expected: &'static str,
}

/// An answer that is an error, or no answer.
#[derive(Debug)]
pub enum Failure {
    /// The provider answered the authorization request with an error (RFC 6749 §4.1.2.1).
    Authorization {
        /// `error`.
        error: String,
        /// `error_description`.
        description: Option<String>,
    },
    /// The provider answered a request with an error.
    Request {
        /// The HTTP status code.
        status: u16,
        /// The code of the error body (`oidc.invalid_grant`), `rate_limited`, or `http_error_<status>`.
        code: String,
        /// The message of the error body, or one that names the status.
        message: String,
        /// The platform's response.
        cause: Option<Cause>,
    },
    /// The provider answered with an error status and JSON that is not an error of Logto's shape.
    UnexpectedBody {
        /// The JSON text.
        body: UnknownBody,
    },
    /// The request got no answer: offline, DNS, TLS, CORS.
    NoAnswer {
        /// The platform's error.
        cause: Option<Cause>,
    },
    /// Something that the site brought along failed (its storage, its requester): passed on as it is.
    Site {
        /// The error's own code; empty when it has none.
        code: String,
        /// What the site's code threw.
        cause: Cause,
    },
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Error::Code(code)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Error::Answer(Box::new(failure))
    }
}

impl Error {
    /// A field that is not as it should be: see [`Invalid`].
    #[must_use]
    pub fn invalid(code: Code, field: &'static str, expected: &'static str) -> Self {
        Error::Invalid(Box::new(Invalid { code, field, expected }))
    }

    /// The entry of the table or, for an error that the provider named, its own code and message.
    fn told(&self) -> Result<Code, (&str, &str)> {
        match self {
            Error::Code(code) | Error::Because(code, _) => Ok(*code),
            Error::WrongClock => Ok(Code::InvalidIat),
            Error::Invalid(invalid) => Ok(invalid.code),
            Error::Ended(_) => Ok(Code::NotAuthenticated),
            Error::Answer(failure) => match &**failure {
                Failure::Authorization { .. } => Ok(Code::ErrorFound),
                Failure::UnexpectedBody { .. } => Ok(Code::UnexpectedResponse),
                Failure::NoAnswer { .. } => Ok(Code::NetworkError),
                Failure::Request { code, message, .. } => Err((code, message)),
                Failure::Site { code, .. } => Err((code, "")),
            },
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self.told() {
            Ok(entry) => entry.as_str(),
            Err((code, _)) => code,
        }
    }

    /// The JavaScript class.
    #[must_use]
    pub fn class(&self) -> Class {
        self.told().map_or(Class::Request, Code::class)
    }

    /// What happened, in words.
    #[must_use]
    pub fn message(&self) -> Cow<'_, str> {
        match (self, self.told()) {
            (Error::Invalid(invalid), _) => {
                ["`", invalid.field, "` ", invalid.expected].concat().into()
            }
            (Error::WrongClock, _) => WRONG_CLOCK.into(),
            (_, Ok(entry)) => entry.text().into(),
            (_, Err((_, message))) => message.into(),
        }
    }

    /// Did the token endpoint say `invalid_grant` (RFC 6749 §5.2), in Logto's spelling?
    #[must_use]
    pub fn is_invalid_grant(&self) -> bool {
        self.code() == "oidc.invalid_grant"
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.message())
    }
}

impl std::error::Error for Error {}
