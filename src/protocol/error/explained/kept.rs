//! Codes that others throw.

use super::{Area, Explained, Place};
use crate::protocol::Code;

pub const KEPT: Area = Area {
    title: "Kept for other packages",
    about: "Codes of `@logto/browser` that this SDK never throws. They are there since code \
            compares with them, and packages that build on these classes throw them.",
    codes: &[
        Explained {
            code: Code::FetchUserInfoFailed,
            why: "Never thrown here. When the UserInfo endpoint refuses an access token, \
                  `fetchUserInfo()` rejects with what it said, such as \
                  [`oidc.invalid_token`](#oidc).",
            remedies: &[(
                Place::Code,
                "Compare with `not_authenticated`, `user_info.…` and the codes of \
                 `LogtoRequestError` instead.",
            )],
            specification: None,
        },
        Explained {
            code: Code::UserCancelled,
            why: "Never thrown here. Packages for apps, such as `@logto/capacitor`, throw it when \
                  the visitor closes the window of the sign-in.",
            remedies: &[(
                Place::Code,
                "In such an app, treat it as a choice: show the page as to anybody who is signed \
                 out.",
            )],
            specification: None,
        },
    ],
};
