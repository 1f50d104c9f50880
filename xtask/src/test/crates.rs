//! The parts that Cargo runs: the crate's tests, natively and in browsers, and the checks.

use super::command_line;
use super::connections::Connections;
use super::selection::Selection;
use super::suites::Part;
use crate::browsers::Engine;
use crate::process::Program;
use crate::results::{self, Outcome};
use crate::{Result, files, fuzz, tools};
use std::path::PathBuf;

/// How many seeds the simulation of many tabs runs from in the full volume. Its own number is that of the default.
const SEEDS: u64 = 10_000;

/// Checks count as tests only when they fail, since a total of passed tests is about behaviour.
pub fn checks(selection: &Selection) -> Result<Outcome> {
    let deny = ["--", "-D", "warnings"];
    let mut checks = vec![
        Program::new("cargo").args(["fmt", "--all", "--check"]),
        Program::new("cargo").args(["clippy", "--workspace", "--all-targets"]).args(deny),
        Program::new("cargo")
            .args(["clippy", "--lib", "--tests", "--target", tools::WASM])
            .args(deny),
    ];
    if selection.volume.is_full() {
        checks.push(fuzz::lint()?);
    }
    let mut outcome = Outcome::default();

    for check in checks {
        let shown = check.shown().to_owned();

        if let Err(message) = check.run() {
            eprintln!("error: {message}");
            outcome += Outcome::failed(shown.clone(), shown);
        }
    }

    Ok(outcome)
}

pub fn native(selection: &Selection) -> Result<Outcome> {
    // Without stopping at the first file that fails: the count is of all the tests.
    let mut test = Program::new("cargo").args(["test", "--workspace", "--no-fail-fast"]);
    let seeds = selection.seeds.or(selection.volume.is_full().then_some(SEEDS));

    if let Some(seeds) = seeds {
        test = test.env("LOGTO_WASM_SEEDS", seeds.to_string());
    }
    // The seeds of the fuzz targets are a part of their own.
    test = test.args(["--", "--skip", fuzz::SEEDS]).args(&selection.only);
    let finished = test.watch()?;

    Outcome::of(&finished, results::cargo(&finished.output), |test| match test {
        Some(test) => {
            let command = command_line(&["cargo", "test", "--workspace", "--", "--exact", test]);
            seeds.map_or(command.clone(), |seeds| format!("LOGTO_WASM_SEEDS={seeds} {command}"))
        }
        None => selection.again(Part::Native, None, None),
    })
}

/// The crate's tests in `tests/browser`, which are one program: an engine starts once.
pub fn in_browser(engine: Engine, selection: &Selection) -> Result<Outcome> {
    let connections = Connections::open()?;
    let finished = engine
        .test("browser", selection.only.as_deref())
        .env("WASM_BINDGEN_TEST_ADDRESS", connections.address().to_string())
        .watch()?;

    Outcome::of(&finished, results::cargo(&finished.output), |test| {
        selection.again(Part::Browser, Some(engine), test)
    })
}

/// The crate by itself for web pages, as its users build it: the folder of the module and its glue.
pub fn for_web_pages() -> Result<PathBuf> {
    let folder = files::target().join("npm/crate");

    Program::new("wasm-pack")
        // The profile of the browser tests, which has compiled the dependencies.
        .args([
            "build",
            "--dev",
            "--target",
            "web",
            "--mode",
            "no-install",
            "--no-pack",
            "--out-dir",
        ])
        .arg(&folder)
        .run()?;

    Ok(folder)
}
