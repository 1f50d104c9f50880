//! What the SDK needs of the place it runs in.

use super::{Area, Explained, Place};
use crate::protocol::Code;

pub const ENVIRONMENT: Area = Area {
    title: "Environment",
    about: "What the browser lacks or forbids, and what should never be.",
    codes: &[
        Explained {
            code: Code::WebAssemblyUnavailable,
            why: "WebAssembly does not run here (it is switched off, as by Lockdown Mode on \
                  Apple's devices, or forbidden by a Content-Security-Policy, or the script was \
                  not read as UTF-8), and `compat.js`, the same code as JavaScript, cannot be \
                  loaded either. The message says which; `cause` is why `compat.js` could not be \
                  loaded. The next call tries again.",
            remedies: &[
                (
                    Place::Hosting,
                    "`compat.js` of the same version lies beside the file that the page loads. A \
                     Content-Security-Policy has `'wasm-unsafe-eval'` and the place of the files \
                     in `script-src`.",
                ),
                (Place::Configuration, "`compatUrl` says where it is, if your bundle is one file."),
                (
                    Place::Page,
                    "`<meta charset=\"utf-8\">` comes first in the head. An import map with \
                     `integrity` has the hash of `compat.js` of the very version that is loaded.",
                ),
            ],
            specification: None,
        },
        Explained {
            code: Code::CoreUnavailable,
            why: "`core.js`, which contacts Logto and changes the session, is loaded by the first call that needs \
                  it, and could not be: the connection failed, or a later deployment has removed the file. \
                  `cause` is what the import was rejected with. The session is kept.",
            remedies: &[
                (
                    Place::Hosting,
                    "`core.js` of the same version lies beside the file that the page loads. Keep the files of \
                     earlier deployments for pages that are still open.",
                ),
                (
                    Place::Code,
                    "A service worker has no `import()`: import `logto-wasm/bundled` there.",
                ),
                (Place::Visitor, "Can try again, or reload the page."),
            ],
            specification: None,
        },
        Explained {
            code: Code::CoreMismatched,
            why: "`core.js` is of another release than the script that imports it, and both would \
                  misunderstand each other: a cache or a service worker answers with an old file, or only one \
                  of the files was replaced.",
            remedies: &[
                (
                    Place::Hosting,
                    "All files are of one release, under an address with its exact version.",
                ),
                (Place::Visitor, "Can reload the page."),
            ],
            specification: None,
        },
        Explained {
            code: Code::Internal,
            why: "The SDK has failed inside: by a bug of its own, or for want of memory. Calls \
                  under way are rejected with this, locks are released, and the next call starts \
                  afresh. The session is kept. `cause` is what was thrown.",
            remedies: &[
                (
                    Place::Code,
                    "Report it with the version, the browser, the method and the `cause`, at \
                     <https://github.com/logto-wasm/logto-wasm/issues>. Call again.",
                ),
                (Place::Visitor, "Can try again, or reload the page."),
            ],
            specification: None,
        },
        Explained {
            code: Code::NoBrowser,
            why: "The method has to send the visitor to another page, and there is none: it runs \
                  on a server or in a worker, or the browser refused to navigate.",
            remedies: &[(
                Place::Code,
                "Call `signIn()` and `signOut()` in the browser, best on a click (in React, in an \
                 event or effect). Elsewhere, give a `BaseClient` an adapter with `navigate`.",
            )],
            specification: None,
        },
        Explained {
            code: Code::CryptoSubtleUnavailable,
            why: "The page is on plain http, not on `localhost`, where browsers have no \
                  `crypto.subtle`, so nothing can check the signature that \
                  `jwtVerifier.verifyIdToken()` is to check. Signing in works there all the same: \
                  see [plain http](sessions.md#plain-http).",
            remedies: &[
                (Place::Hosting, "Serve the site by https."),
                (
                    Place::Code,
                    "For tests, `localhost`; or `setJwtVerifier()` with a verifier of your own.",
                ),
            ],
            specification: Some("OIDC Core §3.1.3.7, rule 6"),
        },
    ],
};
