//! What the provider publishes of itself.

use super::{Area, Explained, Place};
use crate::protocol::Code;

pub const PROVIDER: Area = Area {
    title: "The provider",
    about: "What Logto publishes of itself at `<endpoint>/oidc/.well-known/openid-configuration`, \
            and its keys. Open that address in a browser tab: it has to show JSON with an \
            `issuer`. Whichever call needs it first rejects, and the next one asks again.",
    codes: &[
        Explained {
            code: Code::InvalidDiscovery,
            why: "The address answered with success, but not with OpenID Connect metadata: with a \
                  page, for example, since it is that of a website or of the Logto Console. Or a \
                  field is missing, is of another type, or names an endpoint that is no whole URL, \
                  or has a fragment (`#…`).",
            remedies: &[
                (
                    Place::Console,
                    "Applications → your application: compare with \"Logto endpoint\". The address \
                     of the Console itself is not it.",
                ),
                (Place::Configuration, "`endpoint` is that address, without `/oidc` at its end."),
                (Place::Tag, "`data-logto-endpoint` is that address, without `/oidc` at its end."),
                (
                    Place::Server,
                    "A proxy may answer in the place of Logto: with a sign-in page of its own, \
                     say, or \"not found\" with status 200.",
                ),
            ],
            specification: Some("OpenID Connect Discovery 1.0 §3 and §4; RFC 6749 §3.1 and §3.2"),
        },
        Explained {
            code: Code::DiscoveryIssuerMismatched,
            why: "Logto answers at this address, and calls itself by another one: its `issuer` is \
                  not `<endpoint>/oidc`. The endpoint is a second name of the same server, or \
                  plain http in the place of https.",
            remedies: &[
                (
                    Place::Configuration,
                    "`endpoint` (or `data-logto-endpoint`) is the `issuer` in the metadata, \
                     without `/oidc`: same scheme, host name, port and path.",
                ),
                (
                    Place::Server,
                    "The environment variable `ENDPOINT` is the address that browsers use.",
                ),
            ],
            specification: Some("OpenID Connect Discovery 1.0 §4.3"),
        },
        Explained {
            code: Code::InsecureProviderEndpoint,
            why: "The metadata names an endpoint that is neither https nor on this machine. Logto \
                  most likely stands behind a proxy that does TLS for it, and takes itself to be \
                  on plain http.",
            remedies: &[(
                Place::Server,
                "Set the environment variable `TRUST_PROXY_HEADER=1`, and have the proxy send \
                 `X-Forwarded-Proto: https`.",
            )],
            specification: Some("RFC 9700 §2.6"),
        },
        Explained {
            code: Code::PkceUnsupported,
            why: "`S256` is not in the metadata's `code_challenge_methods_supported`. Logto always \
                  has it there, so this is no Logto, or something on the way changes the metadata.",
            remedies: &[
                (
                    Place::Configuration,
                    "See whether `endpoint` (or `data-logto-endpoint`) is that of your Logto.",
                ),
                (Place::Server, "See whether a proxy or gateway rewrites the metadata."),
            ],
            specification: Some("RFC 7636 §4.2; RFC 8414 §2; RFC 9700 §2.1.1"),
        },
        Explained {
            code: Code::EndpointMissing,
            why: "The metadata has no `userinfo_endpoint`, which `fetchUserInfo()` needs, or no \
                  `end_session_endpoint`, which `signOut()` needs. Nothing was changed. Logto has \
                  both.",
            remedies: &[
                (
                    Place::Code,
                    "With another provider: `getIdTokenClaims()` has what the ID token says of the \
                     user, and `clearAllTokens()` ends the session in this browser, though not at \
                     the provider.",
                ),
                (Place::Server, "See whether a proxy or gateway rewrites the metadata."),
            ],
            specification: Some(
                "OpenID Connect Discovery 1.0 §3; OpenID Connect RP-Initiated Logout 1.0 §2.1",
            ),
        },
        Explained {
            code: Code::InvalidJwks,
            why: "The address that the metadata names as `jwks_uri` answered with success, but not \
                  with a JWK Set: no JSON with a list `keys`, or more than a million characters.",
            remedies: &[
                (
                    Place::Server,
                    "Open the `jwks_uri` in a browser tab. What it shows instead of keys says who \
                     answers: a proxy, a firewall, a cache.",
                ),
                (Place::Visitor, "Can try again: the answer is not remembered."),
            ],
            specification: Some("RFC 7517 §5"),
        },
    ],
};
