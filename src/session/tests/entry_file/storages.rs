//! Storage as a page finds it: who is signed in, the tokens, the claims.

use std::{cell::Cell, rc::Rc};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::executor::block_on;

use super::{
    super::{
        at_once,
        provider::{ENDPOINT, ISSUER},
        world::{APP_ID, CALLBACK, World},
    },
    *,
};
use crate::{platform::Area, protocol::token::Target};

/// A moment around which answers change.
#[derive(Debug, Clone, Copy)]
enum Reference {
    Now,
    ServerTime,
    /// The latest `iat` at which stored access tokens count.
    EndOfTolerance,
    /// The latest `expiresAt` of an access token that has to be renewed.
    StartOfRenewal,
}

/// A time as JSON text, which need not be a time at all.
#[derive(Debug, Clone)]
enum Moment {
    Text(&'static str),
    Near(Reference, f64),
}

fn moment() -> impl Strategy<Value = Moment> {
    let reference = prop::sample::select(vec![
        Reference::Now,
        Reference::ServerTime,
        Reference::EndOfTolerance,
        Reference::StartOfRenewal,
    ]);
    let distance = prop::sample::select(vec![
        -86_400.0, -3600.0, -300.0, -10.0, -1.0, -0.001, 0.0, 0.001, 1.0, 10.0, 300.0, 3600.0,
        86_400.0, 1e9,
    ]);
    let text = prop::sample::select(vec![
        "null",
        "0",
        "-0",
        "-1",
        "1",
        "1.5e9",
        "253402300799",
        "253402300799.5",
        "253402300800",
        "1800000000000",
        "9007199254740993",
        "1e999",
        "-1e999",
        "1e-400",
        "true",
        "[]",
        "{}",
        "\"1900000000\"",
        "\"\"",
    ]);
    prop_oneof![
        3 => (reference, distance).prop_map(|(reference, distance)| Moment::Near(reference, distance)),
        1 => text.prop_map(Moment::Text),
    ]
}

/// What decides over a [`Moment`].
struct Clock {
    now: f64,
    offset: f64,
    leeway: f64,
}

impl Clock {
    fn text(&self, moment: &Moment) -> String {
        let (reference, distance) = match moment {
            Moment::Text(text) => return (*text).to_owned(),
            Moment::Near(reference, distance) => (reference, distance),
        };
        let base = match reference {
            Reference::Now => self.now,
            Reference::ServerTime => self.now + self.offset,
            Reference::EndOfTolerance => self.now + self.offset + 300.0,
            Reference::StartOfRenewal => self.now + self.leeway,
        };
        (base + distance).to_string()
    }
}

/// A claim: its JSON text, or none.
type Claim = Option<&'static str>;

#[derive(Debug, Clone)]
struct Claims {
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

fn claims() -> impl Strategy<Value = Claims> {
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
    fn json(&self, clock: &Clock) -> String {
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
enum Payload {
    Claims,
    /// The claims between other bytes, or something else between them.
    Between(&'static [u8], &'static [u8]),
    Instead(&'static [u8]),
    /// Bytes in the place of the byte at this distance from the end.
    With(usize, &'static [u8]),
}

/// How the text of a token is spoiled.
#[derive(Debug, Clone)]
enum Spelling {
    Canonical,
    Replaced(&'static str, &'static str),
    /// Something behind the payload's segment.
    Followed(&'static str),
    /// Bits that belong to no byte are set.
    StrayBits,
}

#[derive(Debug, Clone)]
enum IdToken {
    Text(String),
    Jwt { header: &'static str, payload: Payload, spelling: Spelling, end: &'static str },
}

fn id_token() -> impl Strategy<Value = Option<IdToken>> {
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
    fn text(&self, claims: &str) -> String {
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

/// The value of a key in the map of access tokens.
#[derive(Debug, Clone)]
enum Entry {
    Token { token: &'static str, scope: &'static str, expires_at: Option<Moment> },
    Text(&'static str),
}

#[derive(Debug, Clone)]
enum AccessTokens {
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

fn access_tokens() -> impl Strategy<Value = Option<AccessTokens>> {
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
    fn text(&self, clock: &Clock) -> String {
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

fn clock_offset() -> impl Strategy<Value = Option<String>> {
    let text = prop::sample::select(vec![
        "",
        "0",
        "-0",
        "3600",
        "-3600",
        "-300.5",
        " 7 ",
        "1e3",
        "3155760000",
        "-3155760000",
        "3155760000.5",
        "-3155760001",
        "1e999",
        "-1e999",
        "\"5\"",
        "null",
        "[60]",
        "{}",
        "true",
        "+5",
        "0x10",
        "NaN",
        "Infinity",
        "60 60",
    ]);
    prop_oneof![2 => Just(None), 1 => text.prop_map(|text| Some(text.to_owned()))]
}

/// Where a value is: in the storage of the browser, or in the memory of the page in its place.
#[derive(Debug, Clone, Copy)]
enum Place {
    Stored,
    /// In memory, in the place of what is stored.
    Kept,
    /// Stored after another value was kept in the place of an earlier one.
    StoredLater,
    /// Removed in memory.
    Removed,
}

fn place() -> impl Strategy<Value = Place> {
    prop_oneof![
        40 => Just(Place::Stored),
        3 => Just(Place::Kept),
        1 => Just(Place::StoredLater),
        1 => Just(Place::Removed),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Location {
    Local,
    Session,
    Memory,
}

impl Location {
    fn name(self) -> &'static str {
        match self {
            Location::Local => "localStorage",
            Location::Session => "sessionStorage",
            Location::Memory => "memory",
        }
    }
}

/// A page: its storage, its time, and what its script asks for.
#[derive(Debug, Clone)]
struct Scene {
    /// Milliseconds since 1970.
    now: u64,
    location: Location,
    leeway: Option<f64>,
    /// The browser blocks the storage of the tokens.
    is_blocked: bool,
    /// The other storage holds another session, which must not be seen.
    has_decoy: bool,
    /// Name, value, and place.
    values: Vec<(&'static str, Option<String>, Place)>,
    resource: Option<&'static str>,
    organization_id: Option<&'static str>,
    /// The pending sign-in of this tab, and the copies for all tabs.
    pending: Option<&'static str>,
    copies: Option<&'static str>,
    url: &'static str,
}

const PENDING: &str =
    "{\"redirectUri\":\"https://shop.example/callback\",\"codeVerifier\":\"v\",\"state\":\"S\"}";
const COPIES: &str = "{\"S\":{\"redirectUri\":\"https://shop.example/callback\",\"codeVerifier\":\"v\",\"state\":\"S\",\"at\":1800000000}}";

fn scene() -> impl Strategy<Value = Scene> {
    let page = (
        1_800_000_000_000_u64..1_800_000_001_000,
        prop_oneof![
            10 => Just(Location::Local),
            2 => Just(Location::Session),
            1 => Just(Location::Memory),
        ],
        prop_oneof![
            2 => Just(None),
            1 => prop::sample::select(vec![0.0, 0.5, 60.0, 1e9, 1e308, 5e-324]).prop_map(Some),
        ],
        prop::bool::weighted(0.03),
        any::<bool>(),
    );
    let refresh_token = prop_oneof![
        4 => Just(None),
        4 => Just(Some("rt".to_owned())),
        1 => Just(Some(String::new())),
        1 => "\\PC{0,8}".prop_map(Some),
    ];
    let values = (claims(), id_token(), refresh_token, access_tokens(), clock_offset());
    let places = [place(), place(), place(), place()];
    let resources = vec!["https://api", "", "__proto__", "constructor", "https://api#org"];
    let question = (
        prop_oneof![Just(None), prop::sample::select(resources).prop_map(Some)],
        prop_oneof![3 => Just(None), 1 => prop::sample::select(vec!["org", "", "__proto__"]).prop_map(Some)],
        prop_oneof![3 => Just(None), 1 => prop::sample::select(vec![PENDING, "", "{}", "x"]).prop_map(Some)],
        prop_oneof![3 => Just(None), 1 => prop::sample::select(vec![COPIES, "", "{}"]).prop_map(Some)],
        prop::sample::select(vec![
            "https://shop.example/callback?code=c&state=S",
            "https://shop.example/callback",
            "https://shop.example/",
            "callback",
        ]),
    );
    (page, values, places, question).prop_map(|(page, values, places, question)| {
        let (now, location, leeway, is_blocked, has_decoy) = page;
        let (claims, id_token, refresh_token, access_tokens, clock_offset) = values;
        let (resource, organization_id, pending, copies, url) = question;
        let offset = clock_offset.as_deref().and_then(|text| text.trim().parse().ok());
        let clock = Clock {
            now: now as f64 / 1000.0,
            offset: offset
                .filter(|offset: &f64| offset.abs() <= 3_155_760_000.0)
                .unwrap_or_default(),
            leeway: leeway.unwrap_or(10.0),
        };
        let texts = [
            ("idToken", id_token.map(|id_token| id_token.text(&claims.json(&clock)))),
            ("refreshToken", refresh_token),
            ("accessToken", access_tokens.map(|tokens| tokens.text(&clock))),
            ("clockOffset", clock_offset),
        ];
        let values = texts
            .into_iter()
            .zip(places)
            .map(|((name, text), place)| (name, text, place))
            .collect();
        Scene {
            now,
            location,
            leeway,
            is_blocked,
            has_decoy,
            values,
            resource,
            organization_id,
            pending,
            copies,
            url,
        }
    })
}

/// What the script puts into storage and memory, and what a page should see of it.
struct Laid {
    areas: Value,
    kept: Vec<Value>,
    seen: Vec<(Area, String, String)>,
}

impl Scene {
    fn lay(&self) -> Laid {
        let key = |name: &str| format!("logto:{APP_ID}:{name}");
        let is_stored = self.location != Location::Memory && !self.is_blocked;
        let mut own = serde_json::Map::new();
        let mut other = serde_json::Map::new();
        let mut laid = Laid { areas: json!({}), kept: Vec::new(), seen: Vec::new() };
        for (name, value, place) in &self.values {
            let (stored, kept) = match place {
                Place::Stored => (value.clone(), None),
                Place::Kept => (Some("before".to_owned()), Some(value.clone())),
                Place::StoredLater => (value.clone(), None),
                Place::Removed => (value.clone(), Some(None)),
            };
            let stored = stored.filter(|_| is_stored);
            if let Some(stored) = &stored {
                own.insert(key(name), stored.as_str().into());
            }
            if let Some(value) = &kept {
                laid.kept.push(json!({ "key": key(name), "value": value, "stored": stored }));
            } else if matches!(place, Place::StoredLater) {
                laid.kept.push(json!({ "key": key(name), "value": "kept", "stored": "earlier" }));
            }
            if let Some(seen) = kept.unwrap_or(stored) {
                laid.seen.push((Area::Local, key(name), seen));
            }
            if self.has_decoy {
                let decoy = match *name {
                    "clockOffset" => "-86400",
                    "accessToken" => r#"{"@":{"token":"decoy","scope":"","expiresAt":1900000000}}"#,
                    // {"iss":"https://id.example/oidc","sub":"decoy"}
                    "idToken" => {
                        "e30.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUvb2lkYyIsInN1YiI6ImRlY295In0.s"
                    }
                    _ => "decoy",
                };
                other.insert(key(name), decoy.into());
            }
        }
        self.lay_sign_ins(&mut own, &mut other, &mut laid);
        let (own, other) = (Value::from(own), Value::from(other));
        let own = if self.is_blocked { Value::Null } else { own };
        laid.areas = match self.location {
            Location::Session => json!({ "localStorage": other, "sessionStorage": own }),
            Location::Local => json!({ "localStorage": own, "sessionStorage": other }),
            // Neither is looked at for tokens.
            Location::Memory => json!({ "localStorage": {}, "sessionStorage": other }),
        };
        laid
    }

    /// The pending sign-in is in `sessionStorage`, and its copies are where the tokens are.
    fn lay_sign_ins(
        &self,
        own: &mut serde_json::Map<String, Value>,
        other: &mut serde_json::Map<String, Value>,
        laid: &mut Laid,
    ) {
        let key = |name: &str| format!("logto:{APP_ID}:{name}");
        let session = if self.location == Location::Session { &mut *own } else { other };
        if let Some(pending) = self.pending {
            session.insert(key("signInSession"), pending.into());
            if self.location != Location::Session || !self.is_blocked {
                laid.seen.push((Area::Session, key("signInSession"), pending.to_owned()));
            }
        }
        let Some(copies) = self.copies else { return };
        if self.location == Location::Memory {
            let name = key("signInSessions");
            laid.kept.push(json!({ "key": name, "value": copies, "stored": null }));
        } else if self.is_blocked {
            return;
        } else {
            own.insert(key("signInSessions"), copies.into());
        }
        laid.seen.push((Area::Local, key("signInSessions"), copies.to_owned()));
    }

    /// The question for the script.
    fn question(&self, laid: &Laid) -> Value {
        let mut config = json!({
            "endpoint": ENDPOINT,
            "appId": APP_ID,
            "cacheLocation": self.location.name(),
        });
        if let Some(leeway) = self.leeway {
            config["leeway"] = leeway.into();
        }
        json!({
            "now": self.now,
            "config": config,
            "areas": laid.areas,
            "kept": laid.kept,
            "resource": self.resource,
            "organizationId": self.organization_id,
            "url": self.url,
        })
    }
}

/// `{ value }` or `{ error }`, as the script says it.
fn outcome<T: Into<Value>>(result: Result<T, Error>) -> Value {
    match result {
        Ok(value) => json!({ "value": value.into() }),
        Err(error) => json!({ "error": description(&error) }),
    }
}

#[test]
fn reads_of_a_generated_storage_have_the_same_answers_in_the_entry_file() {
    assert_eq!(ISSUER, "https://id.example/oidc");
    assert_eq!(CALLBACK, "https://shop.example/callback");
    let entry_file = EntryFile::start();
    let world = World::new();
    // The provider does not answer: what is asked of it is seen by that.
    let requests = Rc::new(Cell::new(0));
    let counted = requests.clone();
    world.server.replace(Some(Box::new(move |_| {
        counted.set(counted.get() + 1);
        Err(Failure::NoAnswer { cause: None }.into())
    })));
    let tally = Tally::default();
    for_each(4000, &scene().boxed(), |scene| {
        let laid = scene.lay();
        let answer = entry_file.ask("read", scene.question(&laid));
        let seen = laid.seen.iter();
        world.store(seen.map(|(area, key, value)| ((*area, key.clone()), value.clone())).collect());
        world.now.set(scene.now as f64 / 1000.0);
        requests.set(0);
        let session = world.client_with(|input| input.leeway = scene.leeway);

        let is_authenticated = at_once(session.is_authenticated());
        let id_token = at_once(session.id_token()).map(|token| token.raw().expose().to_owned());
        let refresh_token = at_once(session.refresh_token()).map(|token| token.expose().to_owned());
        let state = at_once(session.state());
        prop_assert_eq!(&answer["isAuthenticated"], is_authenticated);
        prop_assert_eq!(&answer["snapshot"]["isAuthenticated"], is_authenticated);
        prop_assert_eq!(&answer["idToken"], &json!(id_token));
        prop_assert_eq!(&answer["refreshToken"], &json!(refresh_token));
        prop_assert_eq!(answer["state"]["claims"].as_str(), state.claims.as_deref());
        prop_assert_eq!(answer["state"]["endsIn"].as_f64(), state.ends_in);
        let claims = block_on(session.id_token_claims()).map(|claims| claims.to_string());
        prop_assert_eq!(&answer["claims"], &outcome(claims));
        prop_assert_eq!(&answer["areClaimsParsed"], true);
        prop_assert_eq!(&answer["snapshot"]["areClaimsThose"], true);
        prop_assert_eq!(&answer["requestsOfReads"], 0);
        tally.count(match (&id_token, is_authenticated) {
            (None, _) if laid.seen.iter().any(|(_, key, _)| key.ends_with(":idToken")) => {
                "something else in the place of an ID token"
            }
            (None, _) => "no ID token",
            (Some(_), false) => "an ID token that has expired",
            (Some(_), true) if refresh_token.is_some() => "a session that can be renewed",
            (Some(_), true) if state.ends_in.is_some() => "a session that ends",
            (Some(_), true) => "a session without an end",
        });

        let target = Target {
            resource: scene.resource.map(Into::into),
            organization_id: scene.organization_id.map(Into::into),
        };
        let token = block_on(session.access_token(&target)).map(|token| token.expose().to_owned());
        let is_left = answer["accessToken"]["error"]["isLeftToCore"] == true;
        tally.count(match (&token, requests.get(), is_left) {
            (Ok(_), 0, false) => "an access token from storage",
            (Err(_), 0, false) => "no access token without an ID token",
            (Err(_), 0, true) => "no access token without a refresh token",
            (Err(_), _, true) => "an access token of the provider",
            _ => "impossible",
        });
        if is_left {
            prop_assert!(token.is_err(), "left to the core without a need");
        } else {
            prop_assert_eq!(requests.get(), 0, "answered without the provider");
            prop_assert_eq!(&answer["accessToken"], &outcome(token));
        }

        let is_redirected = block_on(session.is_sign_in_redirected(scene.url));
        if answer["isSignInRedirected"]["error"]["isLeftToCore"] == true {
            tally.count(if matches!(is_redirected, Ok(false)) {
                "left to the core: is it the callback?"
            } else {
                "a callback"
            });
        } else {
            tally.count("no sign-in is pending");
            prop_assert_eq!(&answer["isSignInRedirected"], &outcome(is_redirected));
        }
        Ok(())
    });
    let kinds = [
        "something else in the place of an ID token",
        "no ID token",
        "an ID token that has expired",
        "a session that can be renewed",
        "a session that ends",
        "a session without an end",
        "an access token from storage",
        "no access token without an ID token",
        "no access token without a refresh token",
        "an access token of the provider",
        "left to the core: is it the callback?",
        "a callback",
        "no sign-in is pending",
    ];
    tally.assert_each(50, &kinds);
}
