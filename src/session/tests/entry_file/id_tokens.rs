//! ID tokens as a storage may hold them: good, expired, spoiled.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    moments::{Clock, Moment, moment},
    *,
};

/// A claim: its JSON text, or none.
pub(super) type Claim = Option<&'static str>;

#[derive(Debug, Clone)]
pub(super) struct Claims {
    iss: Claim,
    sub: Claim,
    nonce: Claim,
    iat: Option<Moment>,
    exp: Option<Moment>,
    others: Vec<(&'static str, &'static str)>,
    /// Some of the others come first: where a name is there twice, the last one counts.
    first: usize,
}

fn claim(usual: Claim, others: &'static [&'static str]) -> impl Strategy<Value = Claim> {
    prop_oneof![
        40 => Just(usual),
        1 => Just(None),
        2 => prop::sample::select(others).prop_map(Some),
    ]
}

pub(super) fn claims() -> impl Strategy<Value = Claims> {
    let other = (
        prop::sample::select(vec![
            "aud",
            "name",
            "__proto__",
            "constructor",
            "toString",
            "iss",
            "sub",
            "exp",
            "nonce",
            "",
            "名",
            "1",
        ]),
        prop::sample::select(vec![
            "null",
            "{\"sub\":\"mallory\",\"iss\":\"https://id.example/oidc\"}",
            "[1,[2]]",
            "12345678901234567890",
            "1e400",
            "\"\\u0000\\uD83E\\uDD80 é\"",
            "\"https://id.example/oidc\"",
            "1900000000",
            "false",
        ]),
    );
    let fields = (
        claim(
            Some("\"https://id.example/oidc\""),
            &[
                "\"https://id.example/oidc/\"",
                "\"https://ID.example/oidc\"",
                "\"https:\\/\\/id.example\\/oidc\"",
                "\"https://id.example/\\u006fidc\"",
                "[\"https://id.example/oidc\"]",
                "null",
                "\"\"",
                "1",
            ],
        ),
        claim(
            Some("\"alice\""),
            &["\"\"", "null", "1", "[\"alice\"]", "{}", "true", "\"\\u0000\""],
        ),
        prop_oneof![Just(None), claim(Some("\"n\""), &["null", "\"\"", "0", "[]", "false"])],
        prop::option::weighted(0.9, moment()),
        prop::option::weighted(0.8, moment()),
        prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(other, 0..3)],
        0_usize..3,
    );
    fields.prop_map(|(iss, sub, nonce, iat, exp, others, first)| Claims {
        iss,
        sub,
        nonce,
        iat,
        exp,
        others,
        first,
    })
}

impl Claims {
    pub(super) fn json(&self, clock: &Clock) -> String {
        let text = |claim: Claim| claim.map(str::to_owned);
        let named = [
            ("iss", text(self.iss)),
            ("sub", text(self.sub)),
            ("nonce", text(self.nonce)),
            ("iat", self.iat.as_ref().map(|iat| clock.text(iat))),
            ("exp", self.exp.as_ref().map(|exp| clock.text(exp))),
        ];
        let named = named.into_iter().filter_map(|(name, text)| Some((name, text?)));
        let mut others = self.others.iter().map(|(name, text)| (*name, (*text).to_owned()));
        let first: Vec<_> = others.by_ref().take(self.first).collect();
        let members = first.into_iter().chain(named).chain(others);
        let members: Vec<_> = members.map(|(name, text)| format!("{name:?}:{text}")).collect();
        format!("{{{}}}", members.join(","))
    }
}

/// How the payload of a token is spoiled.
#[derive(Debug, Clone)]
pub(super) enum Payload {
    Claims,
    /// The claims between other bytes, or something else between them.
    Between(&'static [u8], &'static [u8]),
    Instead(&'static [u8]),
    /// Bytes in the place of the byte at this distance from the end.
    With(usize, &'static [u8]),
}

/// How the text of a token is spoiled.
#[derive(Debug, Clone)]
pub(super) enum Spelling {
    Canonical,
    Replaced(&'static str, &'static str),
    /// Something behind the payload's segment.
    Followed(&'static str),
    /// Bits that belong to no byte are set.
    StrayBits,
}

#[derive(Debug, Clone)]
pub(super) enum IdToken {
    Text(String),
    Jwt { header: &'static str, payload: Payload, spelling: Spelling, end: &'static str },
}

pub(super) fn id_token() -> impl Strategy<Value = Option<IdToken>> {
    let payload = prop_oneof![
        40 => Just(Payload::Claims),
        1 => prop::sample::select(vec![
            Payload::Between(b" \n\t\r", b" "),
            Payload::Between(b"", b"x"),
            Payload::Between(b"", b"\0"),
            Payload::Between(b"\xef\xbb\xbf", b""),
            Payload::Between(b"\xc2\xa0", b""),
            Payload::Between(b"[", b"]"),
            Payload::Between(b"", b"\xed\xa0\x80"),
            Payload::Instead(b""),
            Payload::Instead(b"null"),
            Payload::Instead(b"true"),
            Payload::Instead(b"12"),
            Payload::Instead(b"\"text\""),
            Payload::Instead(b"[]"),
            Payload::Instead(b"{}"),
            Payload::Instead(b"\xff\xfe"),
            Payload::With(1, b""),
            Payload::With(1, b",}"),
            Payload::With(2, b"\x01\""),
        ]),
        // Into the last claim: UTF-8 that is too long, cut off, of a surrogate, beyond Unicode; and good.
        1 => prop::sample::select(vec![
            Payload::With(1, b",\"x\":\"\xc0\xaf\"}"),
            Payload::With(1, b",\"x\":\"\xe2\x82\"}"),
            Payload::With(1, b",\"x\":\"\xed\xa0\x80\"}"),
            Payload::With(1, b",\"x\":\"\xf4\x90\x80\x80\"}"),
            Payload::With(1, b",\"x\":\"\xf8\x88\x80\x80\x80\"}"),
            Payload::With(1, b",\"x\":\"\x80\"}"),
            Payload::With(1, b",\"x\":\"\xf0\x9f\xa6\x80\xef\xbf\xbf\xef\xbb\xbf\x7f\"}"),
            Payload::With(1, b",\"x\":\"\n\"}"),
        ]),
    ];
    let spelling = prop_oneof![
        40 => Just(Spelling::Canonical),
        2 => prop::sample::select(vec![
            Spelling::Replaced("-", "+"),
            Spelling::Replaced("_", "/"),
            Spelling::Replaced("J", "\u{416}"),
            Spelling::Followed("="),
            Spelling::Followed("=="),
            Spelling::Followed("A"),
            Spelling::Followed(" "),
            Spelling::Followed("\n"),
            Spelling::Followed("\0"),
            Spelling::StrayBits,
        ]),
    ];
    let header = prop_oneof![
        40 => Just("eyJhbGciOiJFUzM4NCJ9."),
        1 => prop::sample::select(vec!["", ".", "é.", "a.b.", "eyJhbGciOiJub25lIn0=."]),
    ];
    let end = prop_oneof![
        40 => Just(".c2lnbmF0dXJl"),
        1 => prop::sample::select(vec!["", ".", ".a.b", "..", ".a b"]),
    ];
    prop_oneof![
        2 => Just(None),
        1 => "[a-z.]{0,6}|\\PC{0,5}".prop_map(|text| Some(IdToken::Text(text))),
        30 => (header, payload, spelling, end).prop_map(|(header, payload, spelling, end)| {
            Some(IdToken::Jwt { header, payload, spelling, end })
        }),
    ]
}

impl IdToken {
    pub(super) fn text(&self, claims: &str) -> String {
        let (header, payload, spelling, end) = match self {
            IdToken::Text(text) => return text.clone(),
            IdToken::Jwt { header, payload, spelling, end } => (header, payload, spelling, end),
        };
        let claims = claims.as_bytes();
        let payload = match payload {
            Payload::Claims => claims.to_vec(),
            Payload::Between(before, after) => [*before, claims, *after].concat(),
            Payload::Instead(bytes) => bytes.to_vec(),
            Payload::With(at, bytes) => {
                let at = claims.len() - at;
                [&claims[..at], *bytes, &claims[at + 1..]].concat()
            }
        };
        let canonical = URL_SAFE_NO_PAD.encode(payload);
        let segment = match spelling {
            Spelling::Canonical => canonical,
            Spelling::Replaced(from, to) => canonical.replace(from, to),
            Spelling::Followed(text) => canonical + text,
            Spelling::StrayBits => match canonical.as_bytes().last() {
                // One of the two or four bits that the last character has too many.
                Some(b'A') => canonical[..canonical.len() - 1].to_owned() + "B",
                Some(b'Q') => canonical[..canonical.len() - 1].to_owned() + "R",
                Some(b'g') => canonical[..canonical.len() - 1].to_owned() + "h",
                Some(b'w') => canonical[..canonical.len() - 1].to_owned() + "x",
                Some(b'0') => canonical[..canonical.len() - 1].to_owned() + "1",
                _ => canonical + "B",
            },
        };
        [header, segment.as_str(), end].concat()
    }
}
