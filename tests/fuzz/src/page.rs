//! What a browser has built in.

use crate::{
    json,
    platform::native::Native,
    protocol::{
        Error, Text,
        json::Value,
        jwk::{Algorithm, Signatures, Signed, Verifier},
        syntax::Syntax,
        url::Url,
    },
};

/// JSON as a browser reads it; the rest as in the native tests.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    believes: bool,
    signatures: Signatures,
}

impl Page {
    /// It checks signatures.
    pub const CHECKING: Page = Page { believes: false, signatures: Signatures::Ours };

    /// It takes every signature: no input has a right one but those that were captured, and what comes
    /// behind the signature is to be tried, too.
    pub const BELIEVING: Page = Page { believes: true, signatures: Signatures::Ours };

    /// On plain http, where nothing checks signatures.
    pub const PLAIN: Page = Page { believes: true, signatures: Signatures::Nobodys };
}

impl Syntax for Page {
    fn parse(&self, text: &str) -> Option<Value> {
        json::parse(text)
    }

    fn print(&self, value: &Value) -> Text {
        Native.print(value)
    }

    fn url(&self, text: &str) -> Option<Url> {
        Native.url(text)
    }
}

impl Verifier for Page {
    fn verify(&self, signed: &Signed<'_>) -> Result<bool, Error> {
        if self.believes {
            return Ok(true);
        }
        Native.verify(signed)
    }

    fn half_hash(&self, algorithm: Algorithm, text: &str) -> Result<Text, Error> {
        Native.half_hash(algorithm, text)
    }

    fn signatures(&self) -> Signatures {
        self.signatures
    }

    fn verify_by_site(&self, _token: &str) -> Result<(), Error> {
        unreachable!("there is no site")
    }
}
