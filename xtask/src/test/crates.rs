//! The parts that Cargo runs: the crate's tests, natively and in browsers, and the checks.

use super::connections::Connections;
use crate::browsers::{self, Engine};
use crate::counts::{self, Counts, counted};
use crate::process::Program;
use crate::{Result, files, fuzz, tools};

pub fn prepare_checks() -> Result<()> {
    tools::wasm_target()?;
    fuzz::compiler()?;
    tools::rust_components()
}

/// They count as tests only when they fail: a total must not hide them.
pub fn checks() -> Result<Counts> {
    let deny = ["--", "-D", "warnings"];
    let checks = [
        Program::new("cargo").args(["fmt", "--all", "--check"]),
        Program::new("cargo").args(["clippy", "--workspace", "--all-targets"]).args(deny),
        Program::new("cargo")
            .args(["clippy", "--lib", "--tests", "--target", tools::WASM])
            .args(deny),
    ];
    let mut counts = Counts::default();

    for check in checks.into_iter().chain(fuzz::checks()?) {
        if let Err(message) = check.run() {
            eprintln!("error: {message}");
            counts.failed += 1;
        }
    }

    Ok(counts)
}

/// With the simulation of many tabs run from so many seeds, or as many as it is by itself.
pub fn native(seeds: Option<u64>) -> Result<Counts> {
    // Without stopping at the first file that fails: the count is of all the tests.
    let mut test = Program::new("cargo").args(["test", "--workspace", "--no-fail-fast"]);
    if let Some(seeds) = seeds {
        test = test.env("LOGTO_WASM_SEEDS", seeds.to_string());
    }
    let finished = test.watch()?;

    counted(&finished, counts::cargo(&finished.output))
}

pub fn prepare_browser(engine: Engine) -> Result<()> {
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    if engine != Engine::WebKit {
        tools::wasm_pack()?;
    }
    browsers::install(engine)
}

pub fn in_browser(engine: Engine) -> Result<Counts> {
    let tests = browser_tests()?;
    let mut total = Counts::default();

    // One at a time: wasm-pack gives no way to go on after a file that fails.
    for test in &tests {
        let connections = Connections::open()?;
        let address = connections.address().to_string();
        let finished = engine.test(test).env("WASM_BINDGEN_TEST_ADDRESS", &address).watch()?;

        match counted(&finished, counts::cargo(&finished.output)) {
            Ok(counts) => total += counts,
            Err(message) => {
                eprintln!("error: tests/{test}.rs in {}: {message}", engine.name());
                total.failed += 1;
            }
        }
    }

    Ok(total)
}

/// The names of the files in tests/ that are for browsers.
fn browser_tests() -> Result<Vec<String>> {
    let mut names = Vec::new();

    for path in files::ending_with(&files::root().join("tests"), ".rs") {
        if files::read(&path)?.contains("wasm_bindgen_test")
            && let Some(name) = path.file_stem()
        {
            names.push(name.to_string_lossy().into_owned());
        }
    }

    if names.is_empty() {
        return Err("no file in tests/ has a wasm_bindgen_test".to_owned());
    }

    Ok(names)
}
