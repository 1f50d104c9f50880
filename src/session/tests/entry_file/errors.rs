//! The texts of errors, and the errors of a requester.

use std::collections::BTreeSet;

use super::*;
use crate::{
    platform::native::Native,
    protocol::{http::Response, syntax::Syntax},
};

/// The codes that `error-texts.js` has a text for.
fn codes_of_entry_file() -> BTreeSet<&'static str> {
    let source = include_str!("../../../../pkg/src/error-texts.js");
    let (_, table) = source.split_once("const TEXTS = {").expect("a table");
    let (table, _) = table.split_once("};").expect("its end");
    let codes = table.lines().filter_map(|line| line.trim().strip_prefix('\'')?.split_once("':"));
    codes.map(|(code, _)| code).collect()
}

#[test]
fn each_text_of_the_entry_file_is_the_text_of_the_table() {
    let entry_file = EntryFile::start();
    let codes = codes_of_entry_file();
    assert!(codes.len() >= 10, "{codes:?}");
    for name in codes {
        let code = Code::ALL.iter().find(|code| code.as_str() == name);
        let code = code.unwrap_or_else(|| panic!("{name} is not in the table"));
        assert_eq!(entry_file.ask("text", json!({ "code": name })), code.text(), "{name}");
    }
}

#[test]
fn the_text_after_a_crash_is_the_text_of_the_table() {
    let source = include_str!("../../../../pkg/src/core/index.js");
    assert!(source.contains(&format!("'{}'", Code::Internal.text())), "CRASHED differs");
}

/// JSON text of a value. No key is a number: JavaScript would move it to the front.
fn json_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[ -~é🦀\u{2028}\n]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let name = prop_oneof![
            Just("code"),
            Just("message"),
            Just("error"),
            Just("__proto__"),
            Just("constructor"),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..4).prop_map(|fields| {
                Value::Object(
                    fields.into_iter().map(|(key, item)| (key.to_owned(), item)).collect(),
                )
            }),
        ]
    })
    .prop_map(|value| value.to_string())
}

/// Bodies as Logto, other servers and proxies send them.
fn body() -> impl Strategy<Value = String> {
    let logto = |code: &str, message: &str| json!({ "code": code, "message": message }).to_string();
    prop_oneof![
        2 => ("[ -~]{0,12}", "\\PC{0,12}").prop_map(move |(code, message)| logto(&code, &message)),
        1 => Just(logto("oidc.invalid_grant", "Grant request is invalid.")),
        3 => json_text(),
        1 => ("code|message", json_text(), json_text()).prop_map(|(name, first, second)| {
            format!(r#"{{"code":{first},"{name}":{second},"message":"m"}}"#)
        }),
        1 => Just(String::new()),
        1 => Just("\u{feff}{}".to_owned()),
        1 => Just("<!doctype html><title>502 Bad Gateway</title>".to_owned()),
        1 => "\\PC{0,20}",
    ]
}

#[test]
fn a_requester_makes_the_same_errors_of_statuses_and_bodies() {
    let entry_file = EntryFile::start();
    let tally = Tally::default();
    let status = prop_oneof![3 => 100_u16..1000, 1 => Just(429), 1 => 198_u16..=301];
    for_each(1000, &(status, body()).boxed(), |(status, body)| {
        let answer = entry_file.ask("request", json!({ "status": status, "body": body.as_str() }));
        let response =
            Response { status, body: body.as_str().into(), retry_after: None, cause: None };
        let Err(error) = response.ok(&Native) else {
            tally.count("success");
            prop_assert_eq!(&answer["value"], true);
            return Ok(());
        };
        let mut actual = answer["error"].clone();
        match &error {
            Error::Answer(failure) if matches!(**failure, Failure::UnexpectedBody { .. }) => {
                tally.count("JSON of another shape");
                // Both have kept the body. How its JSON is spelled does not matter.
                let data = actual.as_object_mut().and_then(|fields| fields.shift_remove("data"));
                let data = data.and_then(|data| Native.parse(data.as_str()?));
                prop_assert!(data == Native.parse(&body), "another body");
                prop_assert!(data.is_some());
            }
            _ => {
                prop_assert_eq!(&answer["hasCause"], true);
                tally.count(match error.code() {
                    "rate_limited" => "rate limited",
                    code if code.starts_with("http_error_") => "not JSON",
                    _ => "error of Logto",
                });
            }
        }
        prop_assert_eq!(actual, description(&error));
        Ok(())
    });
    let kinds = ["success", "JSON of another shape", "rate limited", "not JSON", "error of Logto"];
    tally.assert_each(20, &kinds);
}
