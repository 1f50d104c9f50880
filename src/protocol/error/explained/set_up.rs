//! What the site has said, and what it needs before a visitor can leave for the provider.

use super::{Area, Explained, Place};
use crate::protocol::Code;

pub const SET_UP: Area = Area {
    title: "Set-up",
    about: "Mistakes in what the site says. They are there for every visitor, and from the first \
            try.",
    codes: &[
        Explained {
            code: Code::InvalidConfig,
            why: "A field of the configuration is missing, or is not what it has to be. The \
                  message names the field and what is expected there, and so does `data.field`. \
                  `new LogtoClient()` throws it; where the browser runs no WebAssembly, the first \
                  call of a method rejects with it instead. A `generateState`, \
                  `generateCodeVerifier` or `generateCodeChallenge` of an adapter that gives no \
                  text is one as well, when a sign-in begins.",
            remedies: &[
                (
                    Place::Console,
                    "Applications → your application: copy \"Logto endpoint\" and \"App ID\" from \
                     there, each into its own field.",
                ),
                (
                    Place::Configuration,
                    "`endpoint` is an https address without user name or password, such as \
                     `https://example.logto.app` (plain http is for `localhost` only); `appId` is \
                     a text that is not empty; `scopes` and `resources` are arrays of strings.",
                ),
                (
                    Place::Tag,
                    "`data-logto-endpoint` and `data-logto-app-id` are there, and are no \
                     placeholders (`<…>`); `data-logto-callback` is an address of this very site, \
                     such as `/callback`.",
                ),
            ],
            specification: Some(
                "RFC 9700 §2.6 (codes and tokens are sent to the endpoint, so it has to be https)",
            ),
        },
        Explained {
            code: Code::InvalidOptions,
            why: "An argument of a method is missing, or is not what it has to be. The message \
                  names it and what is expected, and so does `data.field`. Nothing was sent or \
                  changed.",
            remedies: &[
                (
                    Place::Code,
                    "`redirectUri`, `postRedirectUri` and `postLogoutRedirectUri` are whole \
                     addresses with `https://` (`postRedirectUri` may be a path), the first \
                     without a fragment (`#…`); `callbackUri` is usually `window.location.href`; \
                     `extraParams` has none of the parameters that the SDK sets, such as `state`, \
                     `scope` or `prompt`.",
                ),
                (
                    Place::Tag,
                    "`data-logto` is one of the actions there are; `data-logto-direct` is like \
                     `social:huggingface`; `data-logto-return-to` is an address, such as \
                     `/members`; no `data-logto-extra-…` is named after a parameter that the SDK \
                     sets.",
                ),
            ],
            specification: Some("RFC 6749 §3.1 and §3.1.2"),
        },
        Explained {
            code: Code::MissingScopeOrganizations,
            why: "`getOrganizationToken()` or `getOrganizationTokenClaims()` was called, and the \
                  configuration does not ask for organizations.",
            remedies: &[
                (
                    Place::Configuration,
                    "Add `UserScope.Organizations` (`urn:logto:scope:organizations`) to `scopes`.",
                ),
                (Place::Tag, "Add `organizations` to `data-logto-scopes`."),
                (
                    Place::Visitor,
                    "Has to sign in once more: a session has the scopes that it was begun with.",
                ),
            ],
            specification: None,
        },
    ],
};

pub const START: Area = Area {
    title: "Starting a sign-in",
    about: "A sign-in that cannot end well does not begin: the visitor stays on the page, signed \
            in or out as before. Beside this one, `signIn()` rejects with what is under \
            [Set-up](#set-up), [The provider](#the-provider) and [Network](#network). What Logto \
            itself does not like, it shows on a page of its own, or says in the callback: see \
            [`oidc.…`](#oidc).",
    codes: &[Explained {
        code: Code::StorageUnavailable,
        why: "What the callback will need cannot be kept: neither `sessionStorage` nor (unless \
              `cacheLocation` is another) `localStorage` takes it. They are blocked for the site, \
              or full; or the page is in a frame with a sandbox, or of another site; or there is \
              no browser at all, as on a server. Tokens need no storage: where none can be stored, \
              the session lasts as long as the page.",
        remedies: &[
            (
                Place::Visitor,
                "Allow cookies and site data for the site in the browser's settings, or leave the \
                 private window.",
            ),
            (
                Place::Page,
                "Sign in from a page of its own and not in a frame: browsers block or separate the \
                 storage of frames. Where storage is full, see which script of the site fills it.",
            ),
            (
                Place::Code,
                "On a server, call no method; or give a `BaseClient` an adapter with a `storage`.",
            ),
        ],
        specification: None,
    }],
};
