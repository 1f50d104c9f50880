//! Pages: what their storage holds, and the question that the entry file and this crate are asked.

use super::{
    super::{provider::ENDPOINT, world::APP_ID},
    access_tokens::access_tokens,
    id_tokens::{claims, id_token},
    moments::{Clock, clock_offset},
    *,
};
use crate::platform::Area;

/// Where a value is: in the storage of the browser, or in the memory of the page in its place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
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
pub(super) enum Location {
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
pub(super) struct Scene {
    /// Milliseconds since 1970.
    pub(super) now: u64,
    location: Location,
    pub(super) leeway: Option<f64>,
    /// The browser blocks the storage of the tokens.
    is_blocked: bool,
    /// The other storage holds another session, which must not be seen.
    has_decoy: bool,
    /// Name, value, and place.
    values: Vec<(&'static str, Option<String>, Place)>,
    pub(super) resource: Option<&'static str>,
    pub(super) organization_id: Option<&'static str>,
    /// The pending sign-in of this tab, and the copies for all tabs.
    pending: Option<&'static str>,
    copies: Option<&'static str>,
    pub(super) url: &'static str,
}

const PENDING: &str =
    "{\"redirectUri\":\"https://shop.example/callback\",\"codeVerifier\":\"v\",\"state\":\"S\"}";
const COPIES: &str = "{\"S\":{\"redirectUri\":\"https://shop.example/callback\",\"codeVerifier\":\"v\",\"state\":\"S\",\"at\":1800000000}}";

pub(super) fn scene() -> impl Strategy<Value = Scene> {
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
pub(super) struct Laid {
    areas: Value,
    kept: Vec<Value>,
    pub(super) seen: Vec<(Area, String, String)>,
}

impl Scene {
    pub(super) fn lay(&self) -> Laid {
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
    pub(super) fn question(&self, laid: &Laid) -> Value {
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
