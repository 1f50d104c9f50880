//! The parts that Playwright runs in Chrome, from the packed package: the whole way through sign-in,
//! and the example apps.

use super::requirements::{Requirement, built_package, npm_packages};
use super::selection::{Selection, Volume};
use super::suites::Part;
use super::{crates, packages};
use crate::browsers::{self, Engine};
use crate::process::Program;
use crate::results::{self, Outcome};
use crate::{Result, files, node};
use std::path::{Path, PathBuf};

/// For a person who watches, and a report to read.
const REPORTERS: &str = "list,json";

/// And one that holds `docs/conformance.md` to what the run finds.
const CONFORMANCE: &str = "./e2e/conformance/reporter.js";

/// What a run in Chrome takes.
pub fn needs() -> Vec<Requirement> {
    let mut needs = built_package();

    needs.extend([
        npm_packages(&node::TESTS),
        Requirement::Browser(Engine::Chrome),
        Requirement::HeadlessChrome,
    ]);
    needs
}

/// The projects of the end-to-end tests that run in Chrome. The others have the names of their engines.
const IN_CHROME: &[&str] = &["tabs", "pages"];

pub fn end_to_end(others: &[Engine], selection: &Selection) -> Result<Outcome> {
    let reporters = format!("{REPORTERS},{CONFORMANCE}");
    let archive = packages::pack()?;
    let mut program = playwright("e2e/playwright.config.js", &reporters, &archive, selection)?
        .env("LOGTO_WASM_CRATE", crates::for_web_pages()?);

    for project in IN_CHROME.iter().copied().chain(others.iter().map(|engine| engine.name())) {
        program = program.args(["--project", project]);
    }
    for engine in others {
        let browser =
            engine.browser().ok_or(format!("there is no {} to test in", engine.name()))?;

        program = program.env(variable(*engine), browser);
    }

    run(program, Part::E2e, selection)
}

/// Where the tests look for the browser of an engine.
fn variable(engine: Engine) -> &'static str {
    match engine {
        Engine::Chrome => "CHROMIUM",
        Engine::Firefox => "FIREFOX",
        Engine::WebKit => "MINI_BROWSER",
    }
}

/// Each app gets the package that would be published. Its own `npm ci` brought the working folder.
pub fn examples(selection: &Selection) -> Result<Outcome> {
    let archive = packages::pack()?;

    for app in apps(selection.volume) {
        let places = places_in(&app);

        if places.is_empty() {
            return Err(format!(
                "{} has no logto-wasm in its node_modules: `npm ci` there brings it",
                app.display()
            ));
        }
        for place in places {
            packages::unpack(&archive, &place)?;
        }
    }

    let program = playwright("e2e/examples/playwright.config.js", REPORTERS, &archive, selection)?;

    run(program, Part::Examples, selection)
}

/// The app that the default volume builds.
const DEFAULT_APP: &str = "react";

/// The examples that are made of npm packages, as far as this volume builds them.
pub fn apps(volume: Volume) -> Vec<PathBuf> {
    let mut apps = files::folders(&files::root().join("examples"));

    apps.retain(|folder| folder.join("package-lock.json").is_file());
    apps.retain(|folder| volume.is_full() || folder.ends_with(DEFAULT_APP));
    apps.sort();
    apps
}

/// Where an app has the package: under its own name, or in the place of `@logto/browser`.
fn places_in(app: &Path) -> Vec<PathBuf> {
    ["logto-wasm", "@logto/browser"]
        .iter()
        .map(|name| app.join("node_modules").join(name))
        .filter(|place| {
            files::read(&place.join("package.json"))
                .is_ok_and(|manifest| manifest.contains("\"name\": \"logto-wasm\""))
        })
        .collect()
}

/// A run in Chrome, of the package in the archive. What its own reporters find wrong fails it, too.
fn playwright(
    config: &str,
    reporters: &str,
    archive: &Path,
    selection: &Selection,
) -> Result<Program> {
    let mut program = Program::new("node")
        .arg(node::TESTS.file("@playwright/test/cli.js"))
        .args(["test", "--config", config])
        .arg(format!("--reporter={reporters}"))
        .dir(files::root().join("tests"));

    if let Some(only) = &selection.only {
        program = program.arg(format!("--grep={}", regex_syntax::escape(only)));
    }
    if selection.volume.is_full() {
        program = program.env("LOGTO_WASM_VOLUME", "full");
    }

    in_chrome(program, archive)
}

/// A program that drives Chrome, told where that is, and where the package of the archive is.
pub fn in_chrome(program: Program, archive: &Path) -> Result<Program> {
    let chrome = Engine::Chrome.program().ok_or("there is no Chrome to test in")?;
    let program = program
        .env("LOGTO_WASM_PACKAGE", packages::installed(archive)?)
        .env(variable(Engine::Chrome), chrome);

    Ok(match browsers::headless_chrome() {
        Some(headless) => program.env("CHROMIUM_HEADLESS", headless),
        None => program,
    })
}

fn run(program: Program, part: Part, selection: &Selection) -> Result<Outcome> {
    let report = files::target().join("npm/playwright.json");

    // A report of an earlier run must not be taken for this one's.
    let _ = std::fs::remove_file(&report);
    let finished = program.env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report).watch()?;
    let summary = results::playwright(&files::read(&report)?);

    Outcome::of(&finished, summary, |test| selection.again(part, None, test))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_volume_builds_one_of_the_apps() {
        assert_eq!(apps(Volume::Default).len(), 1);
        assert!(apps(Volume::Full).len() > 1);
    }
}
