//! Signed tokens in compact serialization (RFC 7515 §7.1), taken apart and not yet trusted.

use super::{
    Code, Error,
    json::{FromJson, Value},
    jwk::Algorithm,
    syntax::Syntax,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The JOSE header, as far as it matters here. `jku`, `jwk`, `x5u` and `x5c` are not read: keys
/// come from the provider's JWK Set and from nowhere else.
///
/// Who signs access tokens and logout tokens with the same keys says so in `typ` (RFC 8725 §3.11): one of
/// those is no ID token, whatever it claims.
struct Header {
    alg: String,
    kid: Option<String>,
}

impl FromJson for Header {
    fn from_json(value: &Value) -> Option<Self> {
        // `b64` changes what is signed (RFC 7797), so it is refused even where `crit` keeps quiet about it.
        let is_plain = *value.field("crit") == Value::Null
            && matches!(value.field("b64"), Value::Null | Value::Bool(true));
        let typ: Option<String> = value.optional("typ")?;
        let is_jwt = typ.is_none_or(|typ| {
            // A media type, whose `application/` may be left out (RFC 7515 §4.1.9).
            ["jwt", "application/jwt"].iter().any(|known| typ.eq_ignore_ascii_case(known))
        });
        let header = Header { alg: value.required("alg")?, kid: value.optional("kid")? };
        (is_plain && is_jwt).then_some(header)
    }
}

/// A token in its parts.
pub struct Jws<'a> {
    algorithm: Algorithm,
    kid: Option<String>,
    signing_input: &'a str,
    payload: String,
    signature: Vec<u8>,
}

impl<'a> Jws<'a> {
    /// Takes `raw` apart.
    ///
    /// # Errors
    /// - [`Code::InvalidIdToken`]: not three segments of canonical base64url, the header is no JSON
    ///   object with `alg`, the payload is no UTF-8, the header has `crit` (RFC 7515 §4.1.11: no
    ///   extension is understood) or `b64: false`, or a `typ` other than that of a JWT;
    /// - [`Code::UnsupportedAlgorithm`]: `none`, an HMAC, or an unknown `alg`.
    pub fn parse(raw: &'a str, syntax: &impl Syntax) -> Result<Self, Error> {
        let [header, payload, signature] = segments(raw).ok_or(Code::InvalidIdToken)?;
        let signing_input = &raw[..raw.len() - signature.len() - 1];
        let header: Header = syntax.read(&text(header)?).ok_or(Code::InvalidIdToken)?;
        Ok(Jws {
            algorithm: Algorithm::named(&header.alg).ok_or(Code::UnsupportedAlgorithm)?,
            kid: header.kid,
            signing_input,
            payload: text(payload)?,
            signature: bytes(signature)?,
        })
    }

    /// The signature algorithm the header names.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key the header names.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// What the signature is over (RFC 7515 §5.2).
    #[must_use]
    pub fn signing_input(&self) -> &str {
        self.signing_input
    }

    /// The payload's text.
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// The signature.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }
}

/// The payload's text of a token that was verified before it was stored.
///
/// # Errors
/// [`Code::InvalidIdToken`].
pub fn payload(raw: &str) -> Result<String, Error> {
    let [_, payload, _] = segments(raw).ok_or(Code::InvalidIdToken)?;
    text(payload)
}

fn segments(raw: &str) -> Option<[&str; 3]> {
    let mut segments = raw.split('.');
    let three = [segments.next()?, segments.next()?, segments.next()?];
    segments.next().is_none().then_some(three)
}

fn bytes(segment: &str) -> Result<Vec<u8>, Error> {
    URL_SAFE_NO_PAD.decode(segment).map_err(|_| Code::InvalidIdToken.into())
}

fn text(segment: &str) -> Result<String, Error> {
    String::from_utf8(bytes(segment)?).map_err(|_| Code::InvalidIdToken.into())
}
