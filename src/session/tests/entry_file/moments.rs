//! Times around which the answers of reads change.

use super::*;

/// A moment around which answers change.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reference {
    Now,
    ServerTime,
    /// The latest `iat` at which stored access tokens count.
    EndOfTolerance,
    /// The latest `expiresAt` of an access token that has to be renewed.
    StartOfRenewal,
}

/// A time as JSON text, which need not be a time at all.
#[derive(Debug, Clone)]
pub(super) enum Moment {
    Text(&'static str),
    Near(Reference, f64),
}

pub(super) fn moment() -> impl Strategy<Value = Moment> {
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
pub(super) struct Clock {
    pub(super) now: f64,
    pub(super) offset: f64,
    pub(super) leeway: f64,
}

impl Clock {
    pub(super) fn text(&self, moment: &Moment) -> String {
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

pub(super) fn clock_offset() -> impl Strategy<Value = Option<String>> {
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
