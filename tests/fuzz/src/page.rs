//! What a browser has built in.

use crate::{
    json,
    platform::native::Native,
    protocol::{
        Error,
        json::Value,
        jwk::{Algorithm, SignatureCheck, Signed, Verifier},
        syntax::Syntax,
        url::Url,
    },
};

/// JSON as a browser reads it; the rest as in the native tests.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    believes: bool,
    signature_check: SignatureCheck,
}

impl Page {
    /// It checks signatures.
    pub const CHECKING: Page = Page { believes: false, signature_check: SignatureCheck::Sdk };

    /// It takes every signature: no input has a right one but those that were captured, and what comes
    /// behind the signature is to be tried, too.
    pub const BELIEVING: Page = Page { believes: true, signature_check: SignatureCheck::Sdk };

    /// On plain http, where nothing checks signatures.
    pub const PLAIN: Page = Page { believes: true, signature_check: SignatureCheck::Unavailable };
}

impl Syntax for Page {
    fn parse(&self, text: &str) -> Option<Value> {
        json::parse(text)
    }

    fn print(&self, value: &Value) -> String {
        Native.print(value)
    }

    fn url(&self, text: &str) -> Option<Url> {
        Native.url(text)
    }
}

impl Verifier for Page {
    async fn verify(&self, signed: &Signed<'_>) -> Result<bool, Error> {
        if self.believes {
            return Ok(true);
        }
        Native.verify(signed).await
    }

    async fn hash(&self, algorithm: Algorithm, text: &str) -> Result<Vec<u8>, Error> {
        Native.hash(algorithm, text).await
    }

    fn signature_check(&self) -> SignatureCheck {
        self.signature_check
    }

    async fn verify_by_site(&self, _token: &str) -> Result<(), Error> {
        unreachable!("there is no site")
    }
}
