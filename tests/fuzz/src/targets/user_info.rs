//! The answer of the UserInfo endpoint: its status, on a line; then its body.
//!
//! What is accepted is about the user of the session, and is handed on as it came.

use crate::{
    answer,
    observed::SUBJECT,
    page::Page,
    protocol::{syntax::Syntax, user_info},
};

/// Reads one input; panics if the crate accepts what it must not.
pub fn try_input(text: &str) {
    let response = answer(text);
    let (status, body) = (response.status, response.body.clone());
    let Ok(claims) = user_info::response(response, SUBJECT, &Page::CHECKING) else { return };

    assert!((200..300).contains(&status), "accepted with status {status}");
    assert_eq!(claims, body);
    let claims = Page::CHECKING.parse(&claims).expect("JSON");
    assert_eq!(claims.required("sub"), Some(SUBJECT.to_owned()), "about somebody else");
}
