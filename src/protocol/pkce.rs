//! Proof Key for Code Exchange (RFC 7636), and the other random values of an authorization request.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::secret::CodeVerifier;

/// How many random bytes each value is made of.
pub const RANDOM_BYTES: usize = 64;

/// A code verifier of 64 random bytes: 86 characters of base64url (RFC 7636 §4.1 asks for 43 to 128).
#[must_use]
pub fn code_verifier(random: &[u8; RANDOM_BYTES]) -> CodeVerifier {
    CodeVerifier::new(token(random))
}

/// The S256 code challenge of `verifier` (RFC 7636 §4.2).
#[must_use]
pub fn code_challenge(verifier: &CodeVerifier) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose().as_bytes()))
}

/// `random` in base64url: a `state` or a `nonce` that cannot be guessed.
#[must_use]
pub fn token(random: &[u8; RANDOM_BYTES]) -> String {
    URL_SAFE_NO_PAD.encode(random)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn rfc_7636_appendix_b() {
        let octets = [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212,
            37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
        ];
        let verifier = CodeVerifier::new(URL_SAFE_NO_PAD.encode(octets));
        assert_eq!(verifier.expose(), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(code_challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn verifier_is_86_unreserved_characters() {
        let verifier = code_verifier(&std::array::from_fn(|index| (index * 37) as u8));
        assert_eq!(verifier.expose().len(), 86);
        assert!(
            verifier
                .expose()
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
        );
    }

    #[test]
    fn each_bit_of_randomness_reaches_the_value() {
        let zero = [0; RANDOM_BYTES];
        for bit in 0..RANDOM_BYTES * 8 {
            let mut flipped = zero;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(token(&flipped), token(&zero), "bit {bit}");
        }
    }
}
