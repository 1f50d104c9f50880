//! The parts of `cargo xtask test`, and how each runs.

use crate::browsers::{self, Engine};
use crate::counts::{self, Counts};
use crate::process::{Finished, Program};
use crate::{Result, build, files, node, tools};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// One line of the report.
pub struct Runner {
    pub name: &'static str,
    pub engine: Option<Engine>,
    /// Installs and builds.
    pub prepare: Box<dyn Fn() -> Result<()>>,
    pub run: Box<dyn Fn() -> Result<Counts>>,
}

impl Runner {
    fn new(
        name: &'static str,
        prepare: impl Fn() -> Result<()> + 'static,
        run: impl Fn() -> Result<Counts> + 'static,
    ) -> Runner {
        Runner { name, engine: None, prepare: Box::new(prepare), run: Box::new(run) }
    }

    pub fn title(&self) -> String {
        match self.engine {
            None => self.name.to_owned(),
            Some(engine) => format!("{} ({})", self.name, engine.name()),
        }
    }
}

/// What a name on the command line stands for.
pub struct Part {
    pub name: &'static str,
    pub summary: &'static str,
    pub runners: fn(&[Engine]) -> Vec<Runner>,
}

pub const PARTS: &[Part] = &[
    Part {
        name: "checks",
        summary: "formatting and lints",
        runners: |_| vec![Runner::new("checks", prepare_checks, checks)],
    },
    Part {
        name: "native",
        summary: "the crate's tests on this machine, and xtask's own",
        runners: |_| vec![Runner::new("native", || Ok(()), native)],
    },
    Part {
        name: "browser",
        summary: "the crate's tests in each browser engine",
        runners: browser_runners,
    },
    Part {
        name: "package",
        summary: "the npm package, packed and unpacked: files, imports, types",
        runners: |_| vec![Runner::new("package", built, package)],
    },
    Part {
        name: "node",
        summary: "the local provider and the demo, in Node",
        runners: |_| {
            vec![Runner::new(
                "node",
                || built().and_then(|()| node::TESTS.install()),
                provider_and_demo,
            )]
        },
    },
    Part {
        name: "e2e",
        summary: "the whole way through sign-in, by Playwright, in Chrome whatever --engines says",
        runners: |_| vec![end_to_end_runner()],
    },
];

/// A build for all the parts that need one.
fn built() -> Result<()> {
    static BUILT: OnceLock<Result<()>> = OnceLock::new();
    BUILT.get_or_init(build::build).clone()
}

fn prepare_checks() -> Result<()> {
    tools::wasm_target()?;
    tools::rust_components()
}

/// They count as tests only when they fail: a total must not hide them.
fn checks() -> Result<Counts> {
    let deny = ["--", "-D", "warnings"];
    let checks = [
        Program::new("cargo").args(["fmt", "--all", "--check"]),
        Program::new("cargo").args(["clippy", "--workspace", "--all-targets"]).args(deny),
        Program::new("cargo")
            .args(["clippy", "--lib", "--tests", "--target", tools::WASM])
            .args(deny),
    ];
    let mut counts = Counts::default();

    for check in checks {
        if let Err(message) = check.run() {
            eprintln!("error: {message}");
            counts.failed += 1;
        }
    }

    Ok(counts)
}

fn native() -> Result<Counts> {
    // Without stopping at the first file that fails: the count is of all the tests.
    let finished = Program::new("cargo").args(["test", "--workspace", "--no-fail-fast"]).watch()?;

    counted(&finished, counts::cargo(&finished.output))
}

fn browser_runners(engines: &[Engine]) -> Vec<Runner> {
    engines
        .iter()
        .map(|&engine| Runner {
            name: "browser",
            engine: Some(engine),
            prepare: Box::new(move || {
                tools::wasm_target()?;
                tools::wasm_bindgen()?;
                if engine != Engine::WebKit {
                    tools::wasm_pack()?;
                }
                browsers::install(engine)
            }),
            run: Box::new(move || in_browser(engine)),
        })
        .collect()
}

fn in_browser(engine: Engine) -> Result<Counts> {
    let tests = browser_tests()?;
    let mut total = Counts::default();

    // One at a time: wasm-pack gives no way to go on after a file that fails.
    for test in &tests {
        let finished = engine.test(test).watch()?;

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

fn package() -> Result<Counts> {
    let package = unpack()?;
    node_tests(
        &[files::root().join("tests/package")],
        &[("LOGTO_WASM_PACKAGE", package.as_path()), ("LOGTO_WASM_MODULE", &build::module())],
    )
}

/// What `npm install` would give a project: the packed files, in a folder where Node and
/// TypeScript find them by the package's name.
fn unpack() -> Result<PathBuf> {
    let packed = files::target().join("npm/packed");
    let package = files::target().join("npm/consumer/node_modules/logto-wasm");

    files::empty_dir(&packed)?;
    files::empty_dir(&package)?;
    Program::new("npm")
        .args(["pack", "./pkg", "--silent", "--pack-destination"])
        .arg(&packed)
        .run()?;

    let archives = files::ending_with(&packed, ".tgz");
    let [archive] = archives.as_slice() else {
        return Err(format!("npm pack made {} archives", archives.len()));
    };

    Program::new("tar")
        .arg("-xzf")
        .arg(archive)
        .args(["--strip-components=1", "-C"])
        .arg(&package)
        .run()?;
    Ok(package)
}

fn provider_and_demo() -> Result<Counts> {
    let root = files::root();
    node_tests(&[root.join("tests/provider"), root.join("examples")], &[])
}

fn node_tests(folders: &[PathBuf], environment: &[(&str, &Path)]) -> Result<Counts> {
    let mut tests = Vec::new();

    for folder in folders {
        let found = files::ending_with_below(folder, ".test.js");
        if found.is_empty() {
            return Err(format!("no test in {}", folder.display()));
        }
        tests.extend(found);
    }

    // Whatever Node's version takes for the default. The files by name, since newer versions take
    // a folder for a script.
    let mut program = Program::new("node").args(["--test", "--test-reporter=spec"]).args(tests);
    for (name, path) in environment {
        program = program.env(name, path);
    }

    let finished = program.watch()?;
    counted(&finished, counts::node(&finished.output))
}

/// Its tests are of the package and not of the engines, each of which the browser part runs in.
fn end_to_end_runner() -> Runner {
    Runner {
        name: "e2e",
        engine: Some(Engine::Chrome),
        prepare: Box::new(|| {
            built()?;
            node::TESTS.install()?;
            browsers::install(Engine::Chrome)
        }),
        run: Box::new(end_to_end),
    }
}

fn end_to_end() -> Result<Counts> {
    let chrome = Engine::Chrome.program().ok_or("there is no Chrome to test in")?;
    let package = unpack()?;
    let report = files::target().join("npm/playwright.json");

    // A report of an earlier run must not be taken for this one's.
    let _ = std::fs::remove_file(&report);
    let finished = Program::new("node")
        .arg(node::TESTS.file("@playwright/test/cli.js"))
        .args(["test", "--config", "e2e/playwright.config.js"])
        .arg("--reporter=list,json")
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("LOGTO_WASM_PACKAGE", &package)
        .env("CHROMIUM", chrome)
        .dir(files::root().join("tests"))
        .watch()?;

    counted(&finished, counts::playwright(&files::read(&report)?))
}

/// What a runner printed against how it ended: a summary it did not print, or a failure it did
/// not count, is a failure.
fn counted(finished: &Finished, counts: Option<Counts>) -> Result<Counts> {
    let mut counts = counts.ok_or("the runner ended without a summary of its tests")?;

    if !finished.success && counts.failed == 0 {
        eprintln!("error: the runner failed, though no test did");
        counts.failed = 1;
    }

    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(success: bool) -> Finished {
        Finished { success, output: String::new() }
    }

    #[test]
    fn a_runner_that_fails_is_never_green() {
        let passed = Some(Counts { passed: 2, ..Counts::default() });

        assert_eq!(counted(&finished(true), passed).unwrap().failed, 0);
        assert_eq!(counted(&finished(false), passed).unwrap().failed, 1);
        assert!(counted(&finished(true), None).is_err());
    }

    #[test]
    fn the_e2e_part_needs_chrome_alone() {
        let part = PARTS.iter().find(|part| part.name == "e2e").unwrap();
        let runners = (part.runners)(&[Engine::Firefox, Engine::WebKit]);

        assert_eq!(
            runners.iter().map(|runner| runner.engine).collect::<Vec<_>>(),
            [Some(Engine::Chrome)]
        );
    }

    #[test]
    fn each_engine_has_a_runner() {
        assert_eq!(browser_runners(browsers::ENGINES).len(), 3);
    }
}
