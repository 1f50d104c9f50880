//! Configurations: the constructor's verdict, and what follows from an accepted one.

use super::*;
use crate::{
    platform::native::Native,
    protocol::config::{Config as Configuration, ConfigInput},
};

/// A configuration whose fields have the right types. Whether a value has the right type is checked in JavaScript
/// alone.
#[derive(Debug, Clone)]
struct Given {
    endpoint: Field<String>,
    /// Given as a `URL` instead of a string, where it is one.
    is_url: bool,
    app_id: Field<String>,
    scopes: Field<Vec<String>>,
    resources: Field<Vec<String>>,
    include_reserved_scopes: Field<bool>,
    leeway: Field<f64>,
}

#[derive(Debug, Clone)]
enum Field<T> {
    Missing,
    Null,
    Given(T),
}

impl<T: Clone> Field<T> {
    fn value(&self) -> Option<T> {
        match self {
            Field::Given(value) => Some(value.clone()),
            Field::Missing | Field::Null => None,
        }
    }
}

/// A field that is given more often than not.
fn field<S: Strategy<Value: Clone>>(value: S) -> impl Strategy<Value = Field<S::Value>> {
    prop_oneof![1 => Just(Field::Missing), 1 => Just(Field::Null), 8 => value.prop_map(Field::Given)]
}

fn one_of(choices: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(choices).prop_map(str::to_owned)
}

/// The first choice half of the time.
fn mostly(usual: &'static str, others: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![Just(usual.to_owned()), one_of(others)]
}

const HOSTS: &[&str] = &[
    "tenant.logto.app",
    "TENANT.Logto.App",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "auth.localhost",
    ".localhost",
    "localhost.evil.example",
    "notlocalhost",
    "%6cocalhost",
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.0.256",
    "127.0.0.1.evil.example",
    "127.evil.0.1",
    "128.0.0.1",
    "0x7f.1",
    "0177.0.0.1",
    "2130706433",
    "１２７.0.0.1",
    "0.0.0.0",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::2]",
    "[::1",
    "[fe80::1%25eth0]",
    "bücher.example",
    "xn--bcher-kva.example",
    "a_b.example",
    "exa mple",
    "ho%00st",
    "",
    ".",
];

/// Endpoints that a site might give by mistake, and some that it should.
fn endpoint() -> impl Strategy<Value = String> {
    let parts = (
        mostly("", &[" ", "\n", "\u{feff}", "\u{0}"]),
        prop_oneof![
            6 => Just("https".to_owned()),
            4 => Just("http".to_owned()),
            2 => one_of(&["HTTPS", "hTTp", "ht\ttp", "https ", ""]),
        ],
        prop_oneof![
            9 => Just("://".to_owned()),
            1 => one_of(&[":/", ":", ":\\\\", ":////", "//", ""]),
        ],
        prop_oneof![
            9 => Just(String::new()),
            1 => one_of(&["user@", "user:password@", ":password@", ":@", "@", "a%40b@"]),
        ],
        one_of(HOSTS),
        mostly("", &[":443", ":80", ":3001", ":0", ":", ":65535", ":65536", ":x"]),
        mostly(
            "",
            &[
                "/",
                "/logto",
                "/logto/",
                "//logto//a/",
                "/a/../b",
                "/%2e%2e/x",
                "/.",
                "/a b",
                "/é",
                "/%7Ea",
                "\\x\\y",
                "/;p=1",
                "/oidc",
                "/a?q=/b/",
                "?q=1",
                "#/f",
                "/a\tb",
                "/x@y",
                "/x:y",
            ],
        ),
        mostly("", &[" ", "\t"]),
    );
    prop_oneof![
        30 => parts.prop_map(|(before, scheme, slashes, user, host, port, path, after)| {
            [before, scheme, slashes, user, host, port, path, after].concat()
        }),
        1 => "\\PC{0,12}",
        1 => one_of(&["", " ", "tenant.logto.app", "/oidc", "https:", "https://", "http:///"]),
        // Parsers do not agree on every spelling of these, all of which are refused.
        1 => one_of(&[
            "ftp://tenant.logto.app",
            "ws://localhost:3001/",
            "wss://tenant.logto.app",
            "file:///logto",
            "data:text/html,logto",
            "javascript:alert(1)",
            "blob:https://tenant.logto.app/1b9d",
            "com.example.app://callback",
            "view-source:https://tenant.logto.app",
            "about:blank",
        ]),
    ]
}

fn scope() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => one_of(&[
            "openid", "offline_access", "profile", "email", "read", "write", "", " ", "  read  write ",
            "email email", "urn:logto:scope:organizations", "read urn:logto:scope:organizations",
            "a\tb", "constructor", "__proto__", "a\u{a0}b",
        ]),
        1 => "\\PC{0,6}",
    ]
}

fn resource() -> impl Strategy<Value = String> {
    one_of(&[
        "https://api.example",
        "https://api.example/",
        "urn:logto:resource:organizations",
        "",
        " ",
        "two words",
        "__proto__",
    ])
}

fn leeway() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![
        0.0,
        -0.0,
        10.0,
        0.5,
        1e308,
        5e-324,
        -1.0,
        -5e-324,
        f64::INFINITY,
        -f64::INFINITY,
        f64::NAN,
    ])
}

fn given() -> impl Strategy<Value = Given> {
    let app_id = prop_oneof![9 => "[a-z0-9]{1,8}", 1 => Just(String::new()), 1 => "\\PC{1,4}"];
    let fields = (
        prop_oneof![19 => endpoint().prop_map(Field::Given), 1 => field(endpoint())],
        prop::bool::weighted(0.2),
        prop_oneof![9 => app_id.clone().prop_map(Field::Given), 1 => field(app_id)],
        field(prop::collection::vec(scope(), 0..5)),
        field(prop::collection::vec(resource(), 0..4)),
        field(any::<bool>()),
        prop_oneof![Just(Field::Missing), field(leeway())],
    );
    fields.prop_map(
        |(endpoint, is_url, app_id, scopes, resources, include_reserved_scopes, leeway)| Given {
            endpoint,
            is_url,
            app_id,
            scopes,
            resources,
            include_reserved_scopes,
            leeway,
        },
    )
}

impl Given {
    fn input(&self) -> ConfigInput {
        let list =
            |field: &Field<Vec<String>>| field.value().unwrap_or_default().into_iter().collect();
        ConfigInput {
            endpoint: self.endpoint.value(),
            app_id: self.app_id.value(),
            scopes: list(&self.scopes),
            resources: list(&self.resources),
            include_reserved_scopes: self.include_reserved_scopes.value(),
            leeway: self.leeway.value(),
            ..ConfigInput::default()
        }
    }

    /// The question for the script. A number is given as text, because JSON has no `NaN`.
    fn question(&self) -> Value {
        fn put<T: Into<Value> + Clone>(config: &mut Value, name: &str, field: &Field<T>) {
            match field {
                Field::Missing => {}
                Field::Null => config[name] = Value::Null,
                Field::Given(value) => config[name] = value.clone().into(),
            }
        }
        let leeway = match &self.leeway {
            Field::Missing => Field::Missing,
            Field::Null => Field::Null,
            Field::Given(value) if value.is_infinite() => {
                Field::Given(if *value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned())
            }
            Field::Given(value) => Field::Given(value.to_string()),
        };
        let mut config = json!({});
        put(&mut config, "endpoint", &self.endpoint);
        put(&mut config, "appId", &self.app_id);
        put(&mut config, "scopes", &self.scopes);
        put(&mut config, "resources", &self.resources);
        put(&mut config, "includeReservedScopes", &self.include_reserved_scopes);
        put(&mut config, "leeway", &leeway);
        let is_url =
            self.endpoint.value().is_some_and(|endpoint| url::Url::parse(&endpoint).is_ok());
        json!({ "config": config, "isUrl": self.is_url && is_url })
    }
}

#[test]
fn a_configuration_has_the_same_verdict_and_the_same_result_in_the_entry_file() {
    let entry_file = EntryFile::start();
    let tally = Tally::default();
    for_each(3000, &given().boxed(), |given| {
        let answer = entry_file.ask("configure", given.question());
        match Configuration::new(given.input(), &Native) {
            Ok(config) => {
                let texts = |list: Vec<String>| Value::from(list);
                let value = &answer["value"];
                prop_assert_eq!(&value["issuer"], config.issuer(), "{}", answer);
                prop_assert_eq!(value["leeway"].as_f64(), Some(config.leeway()));
                let scopes = config.scopes().iter().map(ToString::to_string).collect();
                prop_assert_eq!(&value["scopes"], &texts(scopes));
                let resources = config.resources().iter().map(ToString::to_string).collect();
                prop_assert_eq!(&value["resources"], &texts(resources));
                tally.count(if config.issuer().starts_with("http:") {
                    "loopback"
                } else {
                    "https"
                });
                if config.resources().len() > given.resources.value().unwrap_or_default().len() {
                    tally.count("resource of organizations added");
                }
            }
            Err(error) => {
                prop_assert_eq!(&answer["error"], &description(&error), "{}", answer);
                tally.count(&error.message());
            }
        }
        Ok(())
    });
    let refusals = [
        "`endpoint` is missing: set it to your Logto endpoint, for example https://example.logto.app",
        "`endpoint` must be an absolute URL, for example https://example.logto.app",
        "`endpoint` must be an https URL without user name or password",
        "`endpoint` must be an https URL: plain http is accepted for localhost only",
        "`appId` is missing: set it to the App ID that the Logto Console shows",
        "`leeway` must be a number of seconds",
    ];
    tally.assert_each(10, &refusals);
    tally.assert_each(10, &["https", "loopback", "resource of organizations added"]);
}
