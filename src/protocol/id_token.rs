//! The checks that make a raw ID token a verified one (OIDC Core §3.1.3.7).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    Code, Error,
    discovery::Metadata,
    json::{FromJson, Seconds, Value},
    jwk::{JwkSet, SignatureCheck, Signed, Verifier},
    jws::{self, Jws},
    limits::{CLOCK_TOLERANCE, LARGEST_CLOCK_ERROR},
    secret::{AccessToken, Payload, RawIdToken},
    syntax::Syntax,
};

/// The claims that are checked. All others are the site's business.
#[derive(Debug, Clone)]
struct Claims {
    iss: String,
    sub: String,
    aud: Vec<String>,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    at_hash: Option<String>,
}

impl FromJson for Claims {
    fn from_json(value: &Value) -> Option<Self> {
        let aud = match value.field("aud") {
            // One audience may stand without its list (RFC 7519 §4.1.3).
            Value::String(audience) => vec![audience.clone()],
            audiences => Vec::from_json(audiences)?,
        };
        Some(Claims {
            iss: value.required("iss")?,
            sub: value.required("sub")?,
            aud,
            azp: value.optional("azp")?,
            exp: value.required::<Seconds>("exp")?.0,
            iat: value.required::<Seconds>("iat")?.0,
            nbf: value.optional::<Seconds>("nbf")?.map(|Seconds(nbf)| nbf),
            nonce: value.optional("nonce")?,
            at_hash: value.optional("at_hash")?,
        })
    }
}

/// What a token has to say, besides the provider's issuer.
#[derive(Debug)]
pub struct Expected<'a> {
    /// This client's ID: the audience.
    pub client_id: &'a str,
    /// Which answer the token is part of.
    pub from: Exchange<'a>,
    /// The access token it came with, if any, for `at_hash`.
    pub access_token: Option<&'a AccessToken>,
    /// The device's time, in seconds since 1970.
    pub now: f64,
    /// Who checks the signature.
    pub signature_check: SignatureCheck,
}

/// The answer that a token is part of: what ties it to us.
#[derive(Debug)]
pub enum Exchange<'a> {
    /// A sign-in, with the nonce of its authorization request. `None` when nothing is known of that:
    /// the sign-in was started by an SDK that sends none, or the token comes from elsewhere.
    SignIn(Option<&'a str>),
    /// A renewal of this ID token (OIDC Core §12.2).
    Refresh(&'a StoredIdToken),
}

/// An ID token that passed every check. Only the check makes one, and only one of these is stored:
///
/// ```compile_fail,E0451
/// use logto_wasm::protocol::{id_token::VerifiedIdToken, secret::RawIdToken};
///
/// let raw = RawIdToken::new("not checked".into());
/// let verified = VerifiedIdToken { raw, issued_at: 0.0 };
/// ```
#[derive(Debug, Clone)]
pub struct VerifiedIdToken {
    raw: RawIdToken,
    issued_at: f64,
}

impl VerifiedIdToken {
    /// The token's text.
    #[must_use]
    pub fn raw(&self) -> &RawIdToken {
        &self.raw
    }

    /// Its `iat`: the provider's time, in seconds since 1970.
    #[must_use]
    pub fn issued_at(&self) -> f64 {
        self.issued_at
    }
}

/// An ID token that is stored, thus one that was verified before; and what it says of the session.
#[derive(Debug, Clone)]
pub struct StoredIdToken {
    raw: RawIdToken,
    payload: Payload,
    /// Whose session it is.
    pub sub: String,
    /// The nonce of the sign-in that began it.
    pub nonce: Option<String>,
    /// Its `iat`, in seconds since 1970.
    pub issued_at: Option<f64>,
    /// Its `exp`, in seconds since 1970.
    pub expires_at: Option<f64>,
}

impl StoredIdToken {
    /// Reads a stored value; `None` when it is not an ID token of this issuer.
    #[must_use]
    pub fn read(raw: String, issuer: &str, syntax: &impl Syntax) -> Option<Self> {
        let payload = jws::payload(&raw).ok()?;
        let claims = syntax.parse(&payload)?;
        // What was checked before it was stored is not checked again; but another SDK may have stored it, or the
        // site has another endpoint now.
        if claims.required::<String>("iss")? != issuer {
            return None;
        }
        Some(StoredIdToken {
            raw: RawIdToken::new(raw),
            payload: Payload::new(payload),
            sub: claims.required("sub")?,
            nonce: claims.optional("nonce")?,
            issued_at: claims.required("iat").map(|Seconds(iat)| iat),
            // What is no time, such as milliseconds, is no end to wait for.
            expires_at: claims
                .required("exp")
                .map(|exp: f64| if Seconds::is_sane(exp) { exp } else { 0.0 }),
        })
    }

    /// The token's text.
    #[must_use]
    pub fn raw(&self) -> &RawIdToken {
        &self.raw
    }

    /// Its claims, as JSON text.
    #[must_use]
    pub fn claims(&self) -> &str {
        self.payload.expose()
    }
}

/// Verifies `raw`. The order is that of OIDC Core §3.1.3.7, the signature first: nothing an
/// unsigned token says is worth an answer.
///
/// # Errors
/// One code for each check: [`Code::InvalidIdToken`], [`Code::UnsupportedAlgorithm`],
/// [`Code::KeyNotFound`], [`Code::InvalidSignature`], [`Code::InvalidIssuer`],
/// [`Code::InvalidAudience`], [`Code::InvalidNonce`], [`Code::InvalidIat`], [`Code::Expired`],
/// [`Code::NotYetValid`], [`Code::InvalidAtHash`], [`Code::SubjectMismatched`]; and
/// [`Code::CryptoSubtleUnavailable`]. A site that verifies signatures by itself fails in its own way.
pub async fn verify<S: Syntax + Verifier>(
    raw: RawIdToken,
    expected: &Expected<'_>,
    metadata: &Metadata,
    keys: &JwkSet,
    host: &S,
) -> Result<VerifiedIdToken, Error> {
    if expected.signature_check != SignatureCheck::Sdk {
        // Whoever answers for the signature, what the token says has to be right all the same.
        if expected.signature_check == SignatureCheck::Site {
            host.verify_by_site(raw.expose()).await?;
        }
        let payload = jws::payload(raw.expose())?;
        let claims: Claims = host.read(&payload).ok_or(Code::InvalidIdToken)?;
        check_claims(&claims, expected, metadata)?;
        return Ok(VerifiedIdToken { raw, issued_at: claims.iat });
    }
    let jws = Jws::parse(raw.expose(), host)?;
    if !metadata.signs_with(jws.algorithm()) {
        return Err(Code::UnsupportedAlgorithm.into());
    }
    let key = keys.key_for(&jws)?;
    let signed = Signed {
        algorithm: jws.algorithm(),
        key,
        input: jws.signing_input(),
        signature: jws.signature(),
    };
    if !host.verify(&signed).await? {
        return Err(Code::InvalidSignature.into());
    }
    let claims: Claims = host.read(jws.payload()).ok_or(Code::InvalidIdToken)?;
    check_claims(&claims, expected, metadata)?;
    if let (Some(at_hash), Some(token)) = (&claims.at_hash, expected.access_token) {
        // The left half of the access token's hash (§3.1.3.6).
        let hash = host.hash(jws.algorithm(), token.expose()).await?;
        if *at_hash != URL_SAFE_NO_PAD.encode(&hash[..hash.len() / 2]) {
            return Err(Code::InvalidAtHash.into());
        }
    }
    let issued_at = claims.iat;
    Ok(VerifiedIdToken { raw, issued_at })
}

/// Is there an algorithm in `metadata`, and a key in `keys`, for this token? Also `true` for a token that cannot be
/// read: newer metadata and keys would not help.
#[must_use]
pub fn fits(raw: &RawIdToken, metadata: &Metadata, keys: &JwkSet, syntax: &impl Syntax) -> bool {
    Jws::parse(raw.expose(), syntax)
        .map_or(true, |jws| metadata.signs_with(jws.algorithm()) && keys.key_for(&jws).is_ok())
}

fn check_claims(
    claims: &Claims,
    expected: &Expected<'_>,
    metadata: &Metadata,
) -> Result<(), Error> {
    let refuse = |code: Code| Err(code.into());
    if claims.sub.is_empty() {
        return refuse(Code::InvalidIdToken);
    }
    if claims.iss != metadata.issuer() {
        return refuse(Code::InvalidIssuer);
    }
    let is_us = |party: &str| party == expected.client_id;
    // A token for several audiences has to say which of them it was issued to (rules 3 to 5).
    let issued_to_us = match claims.azp.as_deref() {
        Some(party) => is_us(party),
        None => claims.aud.len() == 1,
    };
    if !claims.aud.iter().any(|audience| is_us(audience)) || !issued_to_us {
        return refuse(Code::InvalidAudience);
    }

    let known_fresh = match expected.from {
        Exchange::SignIn(Some(nonce)) => {
            if claims.nonce.as_deref() != Some(nonce) {
                return refuse(Code::InvalidNonce);
            }
            true
        }
        Exchange::SignIn(None) => false,
        Exchange::Refresh(stored) => {
            if claims.sub != stored.sub {
                return refuse(Code::SubjectMismatched);
            }
            if claims.nonce.is_some() && claims.nonce != stored.nonce {
                return refuse(Code::InvalidNonce);
            }
            // It came straight from the token endpoint, over TLS, in answer to our request.
            true
        }
    };
    let now = server_time(claims.iat, expected.now, known_fresh)?;
    if claims.exp + CLOCK_TOLERANCE <= now {
        return refuse(Code::Expired);
    }
    if claims.nbf.is_some_and(|nbf| nbf > now + CLOCK_TOLERANCE) {
        return refuse(Code::NotYetValid);
    }
    Ok(())
}

/// The provider's time, as far as it can be known.
///
/// A fresh token was issued a moment ago: when its `iat` is not the device's time, the device's
/// clock is wrong, and people with wrong clocks can sign in too. A token that nothing ties to this
/// very exchange has to agree with the device.
fn server_time(iat: f64, now: f64, known_fresh: bool) -> Result<f64, Error> {
    let error = (iat - now).abs();
    if error <= CLOCK_TOLERANCE {
        Ok(now)
    } else if known_fresh && error <= LARGEST_CLOCK_ERROR {
        Ok(iat)
    } else if known_fresh {
        Err(Error::WrongClock)
    } else {
        Err(Code::InvalidIat.into())
    }
}
