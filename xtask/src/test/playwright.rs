//! The parts that Playwright runs in Chrome, from the packed package: the whole way through sign-in,
//! and the example apps.

use super::{packages, suites};
use crate::browsers::{self, Engine};
use crate::counts::{self, Counts, counted};
use crate::process::Program;
use crate::{Result, files, node};
use std::path::{Path, PathBuf};

/// For whoever watches, and a summary to count.
const REPORTERS: &str = "list,json";

/// And one that holds `docs/conformance.md` to what the run finds.
const CONFORMANCE: &str = "./e2e/conformance/reporter.js";

pub fn prepare() -> Result<()> {
    suites::built()?;
    node::TESTS.install()?;
    browsers::install(Engine::Chrome)?;
    browsers::install_headless_chrome();
    Ok(())
}

/// Some of its tests run in other engines, too, where those are wanted.
pub fn prepare_end_to_end(others: &[Engine]) -> Result<()> {
    prepare()?;
    others.iter().copied().try_for_each(browsers::install)
}

pub fn prepare_examples() -> Result<()> {
    prepare()?;
    install_apps()
}

/// What the example apps are made of.
pub fn install_apps() -> Result<()> {
    for example in apps() {
        node::install(&example, "an example app")?;
    }

    Ok(())
}

/// The projects of the end-to-end tests that run in Chrome. The others have the names of their engines.
const IN_CHROME: &[&str] = &["tabs", "pages"];

pub fn end_to_end(others: &[Engine]) -> Result<Counts> {
    let reporters = format!("{REPORTERS},{CONFORMANCE}");
    let mut program = playwright("e2e/playwright.config.js", &reporters, &packages::pack()?)?;

    for project in IN_CHROME.iter().copied().chain(others.iter().map(|engine| engine.name())) {
        program = program.args(["--project", project]);
    }
    for engine in others {
        let browser =
            engine.browser().ok_or(format!("there is no {} to test in", engine.name()))?;

        program = program.env(variable(*engine), browser);
    }

    run(program)
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
pub fn examples() -> Result<Counts> {
    let archive = packages::pack()?;

    for app in apps() {
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

    run(playwright("e2e/examples/playwright.config.js", REPORTERS, &archive)?)
}

/// The examples that are made of npm packages.
fn apps() -> Vec<PathBuf> {
    let mut apps = files::folders(&files::root().join("examples"));

    apps.retain(|folder| folder.join("package-lock.json").is_file());
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
fn playwright(config: &str, reporters: &str, archive: &Path) -> Result<Program> {
    let program = Program::new("node")
        .arg(node::TESTS.file("@playwright/test/cli.js"))
        .args(["test", "--config", config])
        .arg(format!("--reporter={reporters}"))
        .dir(files::root().join("tests"));

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

fn run(program: Program) -> Result<Counts> {
    let report = files::target().join("npm/playwright.json");

    // A report of an earlier run must not be taken for this one's.
    let _ = std::fs::remove_file(&report);
    let finished = program.env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report).watch()?;

    counted(&finished, counts::playwright(&files::read(&report)?))
}
