//! The attacks of `tests/e2e/attacks/cases/` against a session of the simulated world.
//!
//! Each case is written once, in JavaScript, and also runs in a browser. Here Node runs the cases
//! ([`script`]), and they act on a simulated visitor ([`visit`]), whose page calls a session ([`client`]).

mod client;
mod script;
mod visit;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::{LazyLock, OnceLock},
    thread,
};

use crate::protocol::Code;
use script::{Report, run};

macro_rules! files {
    ($($test:ident: $file:literal;)*) => {
        /// The files in `tests/e2e/attacks/cases/`.
        const FILES: &[&str] = &[$($file),*];

        $(
            #[test]
            fn $test() {
                let failures = &report($file).failures;
                assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n"));
            }
        )*
    };
}

files! {
    callbacks: "callback";
    claims: "claims";
    controls: "control";
    discovery: "discovery";
    headers: "header";
    keys: "keys";
    payloads: "payload";
    redirect_uris: "redirect-uri";
    renewals: "refresh";
    signatures: "signature";
    stored_values: "stored-values";
    token_responses: "token-response";
    transport: "transport";
    urls: "urls";
    user_info: "user-info";
}

/// What the cases of a file come to. They run once, for all tests that ask.
fn report(file: &'static str) -> &'static Report {
    static REPORTS: LazyLock<BTreeMap<&str, OnceLock<Report>>> =
        LazyLock::new(|| FILES.iter().map(|file| (*file, OnceLock::new())).collect());
    REPORTS[file].get_or_init(|| run(file))
}

/// What the cases of all files come to, in the order of the files. The files run beside each other.
fn reports() -> Vec<&'static Report> {
    thread::scope(|scope| {
        let runs: Vec<_> = FILES.iter().map(|file| scope.spawn(|| report(file))).collect();
        runs.into_iter().map(|run| run.join().expect("a report")).collect()
    })
}

#[test]
fn every_file_of_cases_is_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/attacks/cases");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names: BTreeSet<String> = names.map(|name| name.into_string().unwrap()).collect();
    assert_eq!(names, FILES.iter().map(|file| format!("{file}.js")).collect());
}

#[test]
fn no_case_is_lost() {
    let counts: Vec<_> = reports().iter().map(|report| report.ran).collect();
    assert!(!counts.contains(&0), "a file has no cases: {counts:?} of {FILES:?}");
    assert!(counts.iter().sum::<usize>() > 2_000, "only so many cases have run: {counts:?}");
}

/// The codes that no attack leads to, since they say something of the page, the site's code or another tab.
const UNREACHED: [Code; 13] = [
    Code::CryptoSubtleUnavailable,
    Code::FetchUserInfoFailed,
    Code::UserCancelled,
    Code::MissingScopeOrganizations,
    Code::StorageUnavailable,
    Code::WebAssemblyUnavailable,
    Code::CoreUnavailable,
    Code::CoreMismatched,
    Code::RenewalTimedOut,
    Code::RenewalInterrupted,
    Code::Internal,
    Code::NoBrowser,
    Code::InvalidAccessToken,
];

#[test]
fn attacks_reach_every_code_but_those_listed() {
    let reached: BTreeSet<&str> =
        reports().into_iter().flat_map(|report| &report.codes).map(String::as_str).collect();
    let all = Code::ALL.iter().map(|code| code.as_str());
    let unreached: Vec<_> = all.filter(|code| !reached.contains(code)).collect();
    assert_eq!(unreached, UNREACHED.map(Code::as_str));
}
