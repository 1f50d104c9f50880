//! What is checked of an ID token.

use super::{Area, Explained, Place};
use crate::protocol::Code;

const OF_ANOTHER_SERVER: (Place, &str) = (
    Place::Server,
    "Something between the page and Logto changes or replaces its answers: look at the token \
     endpoint's answer in the browser's developer tools, and at what stands before the server.",
);
const ONCE_MORE: (Place, &str) = (Place::Visitor, "Signs in again.");
const VERIFIER: &str = "`jwtVerifier.verifyIdToken()` takes fresh tokens only.";

pub const ID_TOKEN: Area = Area {
    title: "The ID token",
    about: "It says who has signed in, so all of it is checked: in the callback, at a renewal, and \
            by `jwtVerifier.verifyIdToken()`. A token that is refused is not stored, nor is what \
            came with it. With a Logto that nobody stands in front of, and a clock that is right, \
            none of these happens.",
    codes: &[
        Explained {
            code: Code::InvalidIdToken,
            why: "It is no signed token: not three parts of base64url, a header or claims that are \
                  no JSON, a claim that every ID token has (`iss`, `sub`, `aud`, `exp`, `iat`) is \
                  missing, empty or of another type, or it is a token of another kind (`typ`, \
                  `crit`, encryption).",
            remedies: &[
                (
                    Place::Code,
                    "Give `verifyIdToken()` what `getIdToken()` gives, not an access token.",
                ),
                OF_ANOTHER_SERVER,
            ],
            specification: Some(
                "OIDC Core §2; RFC 7515 §4.1.11 and §5.2; RFC 7519 §7.2; RFC 8725 §3.11",
            ),
        },
        Explained {
            code: Code::UnsupportedAlgorithm,
            why: "The token is signed by an algorithm that the provider's metadata does not list, \
                  that is never accepted (`none`, and those with a shared secret, such as HS256), \
                  or that this browser is too old for: EdDSA needs Chrome 137, Firefox 129 or \
                  Safari 17. Accepted are ES256, ES384, ES512, RS256, PS256 and EdDSA.",
            remedies: &[
                (
                    Place::Console,
                    "Signing keys → rotate private keys: choose EC or RSA, which every supported \
                     browser can verify.",
                ),
                (Place::Visitor, "Updates the browser."),
            ],
            specification: Some(
                "RFC 7518 §3.1; RFC 8725 §3.1 and §3.2; OIDC Core §3.1.3.7, rules 7 and 8",
            ),
        },
        Explained {
            code: Code::KeyNotFound,
            why: "None of the keys that Logto publishes fits the token, also after they were \
                  fetched anew (which is done once in 30 seconds). Keys that are too weak (RSA \
                  under 2048 bits), or were published with their private part, do not count.",
            remedies: &[
                (
                    Place::Server,
                    "After a rotation of keys, a cache before Logto may still give the old ones at \
                     `jwks_uri`: empty it.",
                ),
                (
                    Place::Console,
                    "Signing keys: the previous key stays in the list until no token of it is in \
                     use.",
                ),
                (Place::Visitor, "Can try again after 30 seconds."),
            ],
            specification: Some("OIDC Core §10.1 and §10.1.1; RFC 7517 §4.5; RFC 7518 §3.3"),
        },
        Explained {
            code: Code::InvalidSignature,
            why: "The signature is not one over this token by Logto's key. Somebody or something \
                  has changed the token, or it was signed by a key that only looks like the \
                  published one.",
            remedies: &[
                OF_ANOTHER_SERVER,
                (
                    Place::Code,
                    "Do not go on without the check, and do not retry: take it for an attack until \
                     it is known not to be.",
                ),
            ],
            specification: Some("OIDC Core §3.1.3.7, rule 6; RFC 7515 §5.2"),
        },
        Explained {
            code: Code::InvalidIssuer,
            why: "The token's `iss` is not that of the configured Logto, `<endpoint>/oidc`. The \
                  server signs with another name than its metadata has, or the token is of another \
                  server.",
            remedies: &[
                (
                    Place::Server,
                    "Every instance has the same environment variable `ENDPOINT`: the address that \
                     browsers use.",
                ),
                (Place::Code, "Give `verifyIdToken()` a token of this Logto."),
            ],
            specification: Some("OIDC Core §3.1.3.7, rule 2"),
        },
        Explained {
            code: Code::InvalidAudience,
            why: "The token was issued for another application: this `appId` is not in its `aud`, \
                  or is not its `azp`, or it has several audiences and does not say which one it \
                  is for.",
            remedies: &[
                (
                    Place::Configuration,
                    "The same `appId` (or `data-logto-app-id`) on every page of the site.",
                ),
                (Place::Code, "Give `verifyIdToken()` a token of this application."),
            ],
            specification: Some("OIDC Core §3.1.3.7, rules 3 to 5"),
        },
        Explained {
            code: Code::InvalidNonce,
            why: "The token does not carry the `nonce` of this sign-in, so it is the answer to \
                  another one: replayed, or given out twice by something before Logto.",
            remedies: &[ONCE_MORE, OF_ANOTHER_SERVER],
            specification: Some("OIDC Core §3.1.2.1, §3.1.3.7 (rule 11) and §12.2"),
        },
        Explained {
            code: Code::InvalidIat,
            why: "The token was issued at another time than the device shows. In a callback or a \
                  renewal, by more than a day: the clock is wrong, and the message says so. Where \
                  nothing ties the token to a sign-in of this SDK (`verifyIdToken()`, or a sign-in \
                  that `@logto/browser` began), by more than 5 minutes.",
            remedies: &[
                (
                    Place::Visitor,
                    "Sets date, time and time zone of the device (best: automatically), then signs \
                     in again. Show them the message: nobody else can.",
                ),
                (Place::Code, VERIFIER),
            ],
            specification: Some("OIDC Core §3.1.3.7, rule 10"),
        },
        Explained {
            code: Code::Expired,
            why: "The token's `exp` is more than 5 minutes ago, by the device's clock or, in a \
                  callback or renewal on a device whose clock is wrong, by the provider's.",
            remedies: &[
                (Place::Code, VERIFIER),
                (Place::Visitor, "Sets the clock of the device, then signs in again."),
            ],
            specification: Some("OIDC Core §3.1.3.7, rule 9"),
        },
        Explained {
            code: Code::NotYetValid,
            why: "The token's `nbf` is more than 5 minutes ahead.",
            remedies: &[
                (Place::Visitor, "Sets the clock of the device, then signs in again."),
                (Place::Server, "Its clock follows a time server (NTP)."),
            ],
            specification: Some("RFC 7519 §4.1.5"),
        },
        Explained {
            code: Code::InvalidAtHash,
            why: "The access token that came with it is not the one that the ID token was issued \
                  with: one of the two was replaced on the way.",
            remedies: &[ONCE_MORE, OF_ANOTHER_SERVER],
            specification: Some("OIDC Core §3.1.3.6 and §3.1.3.8"),
        },
        Explained {
            code: Code::SubjectMismatched,
            why: "A renewal brought the ID token of another user than the one who is signed in. \
                  Nothing of it was stored.",
            remedies: &[ONCE_MORE, OF_ANOTHER_SERVER],
            specification: Some("OIDC Core §12.2"),
        },
    ],
};
