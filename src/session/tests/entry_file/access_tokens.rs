//! Access tokens as a storage may hold them.

use super::{
    moments::{Clock, Moment, moment},
    *,
};

/// The value of a key in the map of access tokens.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    Token { token: &'static str, scope: &'static str, expires_at: Option<Moment> },
    Text(&'static str),
}

#[derive(Debug, Clone)]
pub(super) enum AccessTokens {
    Text(&'static str),
    Map { before: &'static str, entries: Vec<(&'static str, Entry)>, after: &'static str },
}

const KEYS: &[&str] = &[
    "@",
    "@https://api",
    "@#org",
    "@https://api#org",
    "@__proto__",
    "@constructor",
    "@#__proto__",
    "__proto__",
    "constructor",
    "email@https://api",
    "",
    "1",
];

pub(super) fn access_tokens() -> impl Strategy<Value = Option<AccessTokens>> {
    let token = (
        prop_oneof![
            9 => prop::sample::select(vec!["\"at-1\"", "\"at-2\"", "\"a.b.c\"", "\"é\\n\""]),
            1 => prop::sample::select(vec!["\"\"", "null", "1", "[]", "{}"]),
        ],
        prop_oneof![
            9 => prop::sample::select(vec!["\"\"", "\"email\""]),
            1 => prop::sample::select(vec!["null", "1", "[\"email\"]"]),
        ],
        prop::option::weighted(0.95, moment()),
    );
    let entry = prop_oneof![
        9 => token.prop_map(|(token, scope, expires_at)| Entry::Token { token, scope, expires_at }),
        1 => prop::sample::select(vec!["null", "1", "\"at\"", "[]", "[{\"token\":\"a\"}]", "{}", "true"])
            .prop_map(Entry::Text),
    ];
    let key = prop_oneof![
        1 => Just("@"),
        1 => Just("@https://api"),
        2 => prop::sample::select(KEYS),
    ];
    let around = prop_oneof![
        24 => Just(("{", "}")),
        1 => prop::sample::select(vec![(" {", "}\n"), ("[{", "}]"), ("{", "},"), ("{", ""), ("\u{feff}{", "}")]),
    ];
    prop_oneof![
        1 => Just(None),
        1 => prop::sample::select(vec!["", "null", "[]", "\"\"", "1", "true", "{", "x", "{\"@\":null}"])
            .prop_map(|text| Some(AccessTokens::Text(text))),
        20 => (prop::collection::vec((key, entry), 0..6), around).prop_map(|(entries, (before, after))| {
            Some(AccessTokens::Map { before, entries, after })
        }),
    ]
}

impl AccessTokens {
    pub(super) fn text(&self, clock: &Clock) -> String {
        let (before, entries, after) = match self {
            AccessTokens::Text(text) => return (*text).to_owned(),
            AccessTokens::Map { before, entries, after } => (before, entries, after),
        };
        let members: Vec<_> = entries
            .iter()
            .map(|(key, entry)| match entry {
                Entry::Text(text) => format!("{key:?}:{text}"),
                Entry::Token { token, scope, expires_at: None } => {
                    format!("{key:?}:{{\"token\":{token},\"scope\":{scope}}}")
                }
                Entry::Token { token, scope, expires_at: Some(moment) } => format!(
                    "{key:?}:{{\"token\":{token},\"scope\":{scope},\"expiresAt\":{}}}",
                    clock.text(moment)
                ),
            })
            .collect();
        [before, members.join(",").as_str(), after].concat()
    }
}
