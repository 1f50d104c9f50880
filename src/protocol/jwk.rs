//! The provider's keys (RFC 7517), and which of them may verify a token.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    Code, Error,
    discovery::Metadata,
    http::{Request, Response},
    json::{FromJson, Value},
    jws::Jws,
    limits::LEAST_RSA_BITS,
    syntax::Syntax,
};

/// A signature algorithm that is accepted (RFC 7518 §3.1, RFC 8037 §3.1): asymmetric ones only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// ECDSA on P-521 with SHA-512.
    Es512,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// Ed25519.
    EdDsa,
}

impl Algorithm {
    /// Every algorithm that is accepted.
    pub const ALL: [Algorithm; 6] = [
        Algorithm::Es256,
        Algorithm::Es384,
        Algorithm::Es512,
        Algorithm::Rs256,
        Algorithm::Ps256,
        Algorithm::EdDsa,
    ];

    /// The algorithm with this `alg` value.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        // RFC 9864 names the one curve of EdDSA that is in use.
        let name = if name == "Ed25519" { "EdDSA" } else { name };
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// The `alg` value.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Es256 => "ES256",
            Algorithm::Es384 => "ES384",
            Algorithm::Es512 => "ES512",
            Algorithm::Rs256 => "RS256",
            Algorithm::Ps256 => "PS256",
            Algorithm::EdDsa => "EdDSA",
        }
    }

    /// The curve of its keys; `None` for RSA.
    #[must_use]
    pub fn curve(self) -> Option<&'static str> {
        match self {
            Algorithm::Es256 => Some("P-256"),
            Algorithm::Es384 => Some("P-384"),
            Algorithm::Es512 => Some("P-521"),
            Algorithm::EdDsa => Some("Ed25519"),
            Algorithm::Rs256 | Algorithm::Ps256 => None,
        }
    }

    /// The hash function that it uses, by the name of FIPS 180-4.
    #[must_use]
    pub fn hash(self) -> &'static str {
        match self {
            Algorithm::Es256 | Algorithm::Rs256 | Algorithm::Ps256 => "SHA-256",
            Algorithm::Es384 => "SHA-384",
            Algorithm::Es512 | Algorithm::EdDsa => "SHA-512",
        }
    }

    /// Its name in the Web Cryptography API.
    #[must_use]
    pub fn web_name(self) -> &'static str {
        match self {
            Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 => "ECDSA",
            Algorithm::Rs256 => "RSASSA-PKCS1-v1_5",
            Algorithm::Ps256 => "RSA-PSS",
            Algorithm::EdDsa => "Ed25519",
        }
    }

    /// The key type of its keys (`kty`).
    #[must_use]
    pub fn key_type(self) -> &'static str {
        match self {
            Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 => "EC",
            Algorithm::Rs256 | Algorithm::Ps256 => "RSA",
            Algorithm::EdDsa => "OKP",
        }
    }
}

/// The members of a public key and no others: what a cryptographic library imports.
const PUBLIC_MEMBERS: [&str; 6] = ["kty", "crv", "x", "y", "n", "e"];

/// The members of private and symmetric keys (RFC 7518 §6). A key that was published with them is
/// everybody's: what it has signed proves nothing.
const SECRET_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// One key of the set. A member of another type than it should have counts as absent.
#[derive(Debug, Clone)]
pub struct Jwk(Value);

impl Jwk {
    fn member(&self, name: &str) -> Option<&str> {
        match self.0.field(name) {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// May this key verify a signature of `algorithm`?
    fn fits(&self, algorithm: Algorithm) -> bool {
        let coordinates: &[&str] = match algorithm.key_type() {
            "RSA" => &["n", "e"],
            "EC" => &["x", "y"],
            _ => &["x"],
        };
        let is_absent_or = |name: &str, test: &dyn Fn(&Value) -> bool| match self.0.field(name) {
            Value::Null => true,
            value => test(value),
        };
        let verifies = |ops: &Value| match ops {
            Value::Array(ops) => ops.contains(&Value::from("verify")),
            _ => false,
        };
        self.member("kty") == Some(algorithm.key_type())
            && SECRET_MEMBERS.iter().all(|name| *self.0.field(name) == Value::Null)
            && (algorithm.key_type() != "RSA" || self.is_strong_rsa())
            && coordinates.iter().all(|name| self.member(name).is_some())
            && (algorithm.curve().is_none() || self.member("crv") == algorithm.curve())
            && is_absent_or("alg", &|_| {
                self.member("alg").and_then(Algorithm::named) == Some(algorithm)
            })
            && is_absent_or("use", &|usage| *usage == Value::from("sig"))
            && is_absent_or("key_ops", &verifies)
    }

    /// Is the modulus long enough, and the exponent one that changes something? (With 1, everybody can sign.)
    fn is_strong_rsa(&self) -> bool {
        let (modulus, exponent) = (self.number("n"), self.number("e"));
        let bits =
            modulus.first().map_or(0, |top| modulus.len() * 8 - top.leading_zeros() as usize);
        let is_odd = exponent.last().is_some_and(|last| last % 2 == 1);
        bits >= LEAST_RSA_BITS && is_odd && exponent != [1]
    }

    /// A member that is a number, in big-endian bytes without leading zeros (RFC 7518 §2); empty when it is
    /// none.
    fn number(&self, name: &str) -> Vec<u8> {
        let text = self.member(name).unwrap_or_default();
        let mut bytes = URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        bytes.drain(..zeros);
        bytes
    }

    /// The public members of the key, as a JWK to import.
    #[must_use]
    pub fn public(&self) -> Value {
        PUBLIC_MEMBERS
            .into_iter()
            .fold(Value::object(), |jwk, name| jwk.with_text(name, self.member(name)))
    }
}

/// A JWK Set (RFC 7517 §5). Members that are no keys, or keys of no use here, are passed over.
#[derive(Debug, Clone, Default)]
pub struct JwkSet(Vec<Jwk>);

impl FromJson for JwkSet {
    fn from_json(value: &Value) -> Option<Self> {
        let members: Vec<Value> = value.required("keys")?;
        Some(JwkSet(members.into_iter().map(Jwk).collect()))
    }
}

/// The request for the provider's keys.
#[must_use]
pub fn request(metadata: &Metadata) -> Request {
    Request::get(metadata.jwks_uri())
}

/// Reads the answer: the keys, and the text to keep a copy of.
///
/// # Errors
/// Those of [`Response::ok`]; [`Code::InvalidJwks`].
pub fn response(response: Response, syntax: &impl Syntax) -> Result<(JwkSet, String), Error> {
    let text = response.ok(syntax)?.body;
    Ok((read(&text, syntax).ok_or(Code::InvalidJwks)?, text))
}

/// Reads keys from JSON text: an answer, or a copy that was kept.
pub fn read(text: &str, syntax: &impl Syntax) -> Option<JwkSet> {
    syntax.read(text)
}

impl JwkSet {
    /// The key that `jws` was signed with: the one it names or, when it names none, the only one
    /// that fits (OIDC Core §10.1).
    ///
    /// # Errors
    /// [`Code::KeyNotFound`]: no key fits, or several do and the token does not say which.
    pub fn key_for(&self, jws: &Jws<'_>) -> Result<&Jwk, Error> {
        let mut found = None;
        for key in &self.0 {
            let is_named = jws.kid().is_none() || key.member("kid") == jws.kid();
            if is_named && key.fits(jws.algorithm()) {
                if found.is_some() {
                    return Err(Code::KeyNotFound.into());
                }
                found = Some(key);
            }
        }
        Ok(found.ok_or(Code::KeyNotFound)?)
    }
}

/// Who checks the signatures of ID tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureCheck {
    /// The SDK does.
    Sdk,
    /// The site does, by [`Verifier::verify_by_site`].
    Site,
    /// Signatures cannot be checked: there is no `crypto.subtle` here. The token then comes straight from the token
    /// endpoint, over TLS, which identifies the issuer (OIDC Core §3.1.3.7, rule 6).
    Unavailable,
}

/// A signature to check.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// How it was made.
    pub algorithm: Algorithm,
    /// Whose it should be.
    pub key: &'a Jwk,
    /// What it is over.
    pub input: &'a str,
    /// The signature.
    pub signature: &'a [u8],
}

/// Checks signatures: `crypto.subtle` in a browser. What it is given decides the result alone.
pub trait Verifier {
    /// Is it a signature over that by this key?
    ///
    /// # Errors
    /// [`Code::CryptoSubtleUnavailable`] when nothing here can check it, [`Code::UnsupportedAlgorithm`]
    /// when not with this algorithm; a key that cannot be imported is no error but a `false`.
    fn verify(&self, signed: &Signed<'_>) -> impl Future<Output = Result<bool, Error>>;

    /// The hash of `text`, by the hash function of `algorithm` ([`Algorithm::hash`]).
    ///
    /// # Errors
    /// [`Code::CryptoSubtleUnavailable`].
    fn hash(
        &self,
        algorithm: Algorithm,
        text: &str,
    ) -> impl Future<Output = Result<Vec<u8>, Error>>;

    /// Who checks the signatures of ID tokens that come straight from the token endpoint.
    fn signature_check(&self) -> SignatureCheck;

    /// The site's own verification of an ID token.
    ///
    /// # Errors
    /// What the site throws.
    fn verify_by_site(&self, token: &str) -> impl Future<Output = Result<(), Error>>;
}
