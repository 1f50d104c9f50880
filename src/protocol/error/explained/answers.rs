//! A session as it goes on: its renewals, what it opens, and the way to the provider.

use super::{Area, Explained, Place};
use crate::protocol::Code;

pub const SESSION: Area = Area {
    title: "Session and renewal",
    about: "Access tokens are renewed by the call that needs one. [How sessions \
            survive](sessions.md) says what happens in each case; all of these but \
            `not_authenticated` leave the session as it is.",
    codes: &[
        Explained {
            code: Code::NotAuthenticated,
            why: "Nobody is signed in. Or somebody was: when Logto has just refused the refresh \
                  token, `cause` is what it said (`oidc.invalid_grant`), and the tokens are \
                  removed in all tabs. That is so, for example, when the token's life is over, the \
                  session was revoked, the user is gone, or the token was used by somebody else. \
                  Or the access token has expired and there is no refresh token to renew it with \
                  (`data` is `Refresh token not found`).",
            remedies: &[
                (
                    Place::Code,
                    "Offer to sign in: this is an answer and no accident. Ask `isAuthenticated()` \
                     first where it would be.",
                ),
                (
                    Place::Tag,
                    "`data-logto-require=\"signed-in\"` on `<body>` for a page that is for members \
                     only.",
                ),
                (
                    Place::Console,
                    "Sessions end too early: in the application, the life of refresh tokens. No \
                     refresh token at all: switch \"Always issue refresh token\" on, or ask for \
                     consent.",
                ),
                (
                    Place::Configuration,
                    "For a refresh token, `offline_access` is among the scopes (it is, unless \
                     `includeReservedScopes` is `false`) and `prompt` has `consent` (it has, \
                     unless you set another).",
                ),
            ],
            specification: Some("RFC 6749 §5.2 and §6; OIDC Core §11"),
        },
        Explained {
            code: Code::RenewalTimedOut,
            why: "Another tab of the site was renewing the session, and did not finish within 60 \
                  seconds: it has been suspended, or waits for a network that does not answer.",
            remedies: &[
                (Place::Code, "Call again, when the visitor does something or after a while."),
                (Place::Visitor, "Closes other tabs of the site, or reloads them."),
            ],
            specification: None,
        },
        Explained {
            code: Code::RenewalInterrupted,
            why: "While the answer was on its way, the session went on without it, three times in \
                  a row: somebody signed in, or other tabs renewed it.",
            remedies: &[(Place::Code, "Call again.")],
            specification: None,
        },
    ],
};

pub const ACCESS: Area = Area {
    title: "Access tokens and user information",
    about: "What a session opens. The session stays.",
    codes: &[
        Explained {
            code: Code::InvalidAccessToken,
            why: "`getAccessTokenClaims()` or `getOrganizationTokenClaims()` met a token that \
                  looks like a JWT (it has dots), and whose claims are no JSON object. A token \
                  without dots is opaque, and has no claims: `{}`.",
            remedies: &[
                (
                    Place::Console,
                    "API resources: the token is for the resource that was asked for. Logto's own \
                     are JWTs.",
                ),
                (
                    Place::Code,
                    "Leave it to the API what is in its tokens, where they are another provider's.",
                ),
            ],
            specification: Some("RFC 7519 §7.2; RFC 9068 §2.2"),
        },
        Explained {
            code: Code::InvalidUserInfo,
            why: "The UserInfo endpoint answered with success, and not with a JSON object that \
                  says whose it is (`sub`).",
            remedies: &[
                (
                    Place::Server,
                    "A proxy may answer in the place of Logto, or change what it says.",
                ),
                (
                    Place::Code,
                    "A `requester` of your own gives the JSON of the answer, unchanged. \
                     `getIdTokenClaims()` needs no request.",
                ),
            ],
            specification: Some("OIDC Core §5.3.2"),
        },
        Explained {
            code: Code::UserInfoSubjectMismatched,
            why: "The UserInfo endpoint answered with the data of another user than the one who is \
                  signed in. A cache before Logto gives one visitor the answer for another, or \
                  somebody else has signed in meanwhile.",
            remedies: &[
                (
                    Place::Server,
                    "No cache may keep what is below `/oidc/`; answers of the UserInfo endpoint \
                     depend on the `Authorization` header.",
                ),
                (Place::Code, "Call again, once."),
            ],
            specification: Some("OIDC Core §5.3.2 and §5.3.4"),
        },
    ],
};

pub const NETWORK: Area = Area {
    title: "Network",
    about: "The session stays, nothing of a failure is remembered, and the next call tries again. \
            What Logto says in an answer with an error status has [its own code](#oidc).",
    codes: &[
        Explained {
            code: Code::NetworkError,
            why: "The browser gave no answer to read: it is offline, the server cannot be reached, \
                  its certificate is not good, 20 seconds went by, the token endpoint answered \
                  with a redirect, or the browser is not allowed to show the answer to this site. \
                  `reason` is what `fetch` said, where it did; the browser's console says more, \
                  and no script may read it there.",
            remedies: &[
                (
                    Place::Console,
                    "If the browser's console speaks of CORS: the site's origin \
                     (`https://example.com`, without a path) goes into \"CORS allowed origins\" of \
                     the application. Origins of its redirect URIs are allowed already. Logto \
                     shows its metadata to every site, so a sign-in that begins and fails in the \
                     callback is typical.",
                ),
                (
                    Place::Hosting,
                    "If the browser's console speaks of a Content-Security-Policy: `connect-src` \
                     has to have the Logto endpoint.",
                ),
                (
                    Place::Configuration,
                    "`endpoint` (or `data-logto-endpoint`) has a host name that exists, and no \
                     `/oidc` at its end: with `/oidc/.well-known/openid-configuration` after it, a \
                     browser tab shows JSON.",
                ),
                (
                    Place::Visitor,
                    "Checks the connection, or lets the site pass where a blocker or a company's \
                     proxy does not.",
                ),
            ],
            specification: None,
        },
        Explained {
            code: Code::RateLimited,
            why: "Logto, or what stands before it, has asked for a pause: by status 429, or by 503 \
                  with `Retry-After` (which is `http_error_503` first). Calls that would ask it \
                  again before that time is over, 60 seconds at most, reject with this at once, \
                  and renewals of other tabs do so, too. Where there was an answer, `cause` is \
                  that.",
            remedies: &[
                (
                    Place::Code,
                    "Wait, and do not retry in a loop. `getAccessToken()` asks only when the token \
                     has expired.",
                ),
                (
                    Place::Server,
                    "The answer's `Retry-After` can be read only if it is listed in \
                     `Access-Control-Expose-Headers`.",
                ),
            ],
            specification: Some("RFC 6585 §4; RFC 9110 §10.2.3"),
        },
        Explained {
            code: Code::UnexpectedResponse,
            why: "An answer with an error status and JSON that is not an error of Logto's (`code` \
                  and `message`). It is not Logto who answers. `data` is that JSON.",
            remedies: &[
                (
                    Place::Configuration,
                    "See whether `endpoint` (or `data-logto-endpoint`) is that of your Logto.",
                ),
                (
                    Place::Server,
                    "A gateway or firewall answers in its place: `data` may say which.",
                ),
            ],
            specification: Some("RFC 6749 §5.2"),
        },
    ],
};
