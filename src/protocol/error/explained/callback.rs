//! The way back.

use super::{Area, Explained, Place};
use crate::protocol::Code;

pub const CALLBACK: Area = Area {
    title: "The callback",
    about: "The visitor comes back to the redirect URI with an answer, which \
            `handleSignInCallback()` checks before it believes anything of it. After each of these \
            errors nothing of the answer is stored and the session is what it was; a new sign-in \
            is the way on, so offer one.",
    codes: &[
        Explained {
            code: Code::SignInSessionNotFound,
            why: "No sign-in is under way in this browser that this could be the answer to, and \
                  nobody is signed in. The page was opened by its address or a bookmark; or the \
                  sign-in began in another browser (an app's own), on another host name (`www.` or \
                  not), with another `appId`, or more than 10 minutes ago in another tab; or the \
                  browser's data was deleted meanwhile; or the visitor signed out while the answer \
                  was on its way.",
            remedies: &[
                (
                    Place::Hosting,
                    "One host name for the whole site: redirect `https://www.example.com` to \
                     `https://example.com`, or the other way round, before anybody signs in.",
                ),
                (
                    Place::Console,
                    "The redirect URI has the host name that the sign-in begins on, since storage \
                     belongs to a host name.",
                ),
                (
                    Place::Configuration,
                    "The same `appId` on the page that begins the sign-in and on the callback.",
                ),
                (
                    Place::Code,
                    "Call `handleSignInCallback()` only where \
                     `isSignInRedirected(window.location.href)` says so.",
                ),
                (
                    Place::Tag,
                    "`data-logto-callback` is an address of the host name that visitors are on.",
                ),
                (Place::Visitor, "Goes to the site's first page, and signs in from there."),
            ],
            specification: None,
        },
        Explained {
            code: Code::SignInSessionInvalid,
            why: "There is a sign-in under way in `sessionStorage` \
                  (`logto:<appId>:signInSession`), and it cannot be read, or says to go where \
                  nobody may be sent. Another script has changed it, or the site's own storage \
                  gives back something else than it was given.",
            remedies: &[
                (Place::Visitor, "Can sign in again: the value is replaced."),
                (Place::Page, "See whether another script writes keys that begin with `logto:`."),
                (
                    Place::Code,
                    "With an adapter: `getItem()` gives the text that `setItem()` was given.",
                ),
            ],
            specification: None,
        },
        Explained {
            code: Code::RedirectUriMismatched,
            why: "The address that was handed over is not where this sign-in is answered: another \
                  origin, another path (`/callback/` is not `/callback`), or the redirect URI's \
                  own parameters are gone.",
            remedies: &[
                (
                    Place::Hosting,
                    "A redirect on the way changes the address: to a `/` at the end, to https, to \
                     `www.`. Use the address that it ends at.",
                ),
                (Place::Console, "Register that same address under \"Redirect URIs\"."),
                (
                    Place::Code,
                    "Give it to `signIn()` to the letter, and call `handleSignInCallback()` only \
                     where `isSignInRedirected()` says so.",
                ),
                (Place::Tag, "Write it into `data-logto-callback`."),
            ],
            specification: Some("RFC 6749 §3.1.2; RFC 9700 §4.1.3"),
        },
        Explained {
            code: Code::MissingState,
            why: "The address has no `state`: it is the redirect URI without an answer, since the \
                  page was opened by itself while a sign-in is under way; or something removed the \
                  parameters.",
            remedies: &[
                (
                    Place::Hosting,
                    "A redirect of the callback has to keep the query (everything from `?` on).",
                ),
                (
                    Place::Page,
                    "Load nothing that tidies up the address (analytics, for example) before the \
                     SDK has read it.",
                ),
                (
                    Place::Code,
                    "Call `handleSignInCallback()` only where `new \
                     URLSearchParams(location.search).has('state')`.",
                ),
            ],
            specification: Some("RFC 6749 §4.1.2 and §10.12"),
        },
        Explained {
            code: Code::StateMismatched,
            why: "The answer belongs to another sign-in than the one under way: an address out of \
                  the history, a sign-in that was begun anew meanwhile, or an answer that somebody \
                  made up to sign the visitor in as somebody else. The same code says that a \
                  parameter is there twice (then `data` does), so that nobody can tell which one \
                  the provider set.",
            remedies: &[
                (Place::Visitor, "Signs in again, from a page of the site."),
                (
                    Place::Code,
                    "Begin one sign-in for a click, and do not retry a callback that has failed. \
                     Do not catch this error to go on as if signed in.",
                ),
            ],
            specification: Some("RFC 6749 §3.1 and §10.12; RFC 9700 §4.7"),
        },
        Explained {
            code: Code::MissingIssuer,
            why: "Logto says in its metadata that every answer names it (`iss`), and this one does \
                  not. Something between Logto and the page removes parameters that it does not \
                  know.",
            remedies: &[
                (
                    Place::Hosting,
                    "A redirect of the callback has to keep the whole query, `iss` among it.",
                ),
                (
                    Place::Page,
                    "Load nothing that tidies up the address before the SDK has read it.",
                ),
            ],
            specification: Some("RFC 9207 §2.4"),
        },
        Explained {
            code: Code::IssuerMismatched,
            why: "The answer names another provider (`iss`) than the one that the sign-in was sent \
                  to. The two pages have different endpoints, or somebody passes one provider's \
                  answer off as another's.",
            remedies: &[
                (
                    Place::Configuration,
                    "The same `endpoint` on the page that begins the sign-in and on the callback; \
                     after a change of Logto's domain, on all pages.",
                ),
                (
                    Place::Tag,
                    "The same `data-logto-endpoint` on all pages: best in the head code of the \
                     whole site.",
                ),
            ],
            specification: Some("RFC 9207 §2.4; RFC 9700 §4.4"),
        },
        Explained {
            code: Code::ErrorFound,
            why: "Logto answered with an error in the place of a code. `data.error` and \
                  `data.errorDescription` are what it said: [the common ones](#oidc-callback) are \
                  below.",
            remedies: &[
                (Place::Code, "Tell them apart by `error.data.error`, never by the description."),
                (
                    Place::Visitor,
                    "Who has cancelled is not to be alarmed: show the page as to anybody who is \
                     signed out.",
                ),
            ],
            specification: Some("RFC 6749 §4.1.2.1; OIDC Core §3.1.2.6"),
        },
        Explained {
            code: Code::MissingCode,
            why: "The answer has the right `state`, and neither a `code` nor an `error`. Something \
                  on the way has removed it, or the provider was made to answer in another way.",
            remedies: &[
                (Place::Hosting, "A redirect or firewall may remove `code`: keep the whole query."),
                (
                    Place::Page,
                    "Load nothing that tidies up the address before the SDK has read it.",
                ),
            ],
            specification: Some("RFC 6749 §4.1.2"),
        },
        Explained {
            code: Code::InvalidTokenResponse,
            why: "The token endpoint answered with success, and not with tokens that can be used: \
                  `access_token` or `token_type` is missing or of another kind, a token has \
                  characters that no token has, or a sign-in brought no ID token. A renewal may \
                  end like this, too: it stores nothing, and the session stays.",
            remedies: &[
                (
                    Place::Configuration,
                    "With `includeReservedScopes: false`, `scopes` has to have `openid`: without \
                     it there is no ID token.",
                ),
                (
                    Place::Code,
                    "A `requester` of your own gives the JSON of the answer, unchanged, and throws \
                     for an error status.",
                ),
                (
                    Place::Server,
                    "A proxy may answer in the place of Logto, or change what it says.",
                ),
            ],
            specification: Some("RFC 6749 §5.1 and Appendix A; OIDC Core §3.1.3.3"),
        },
    ],
};
