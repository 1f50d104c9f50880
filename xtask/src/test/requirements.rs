//! What parts of the tests need before they run, and how it comes there.

use super::report::Row;
use crate::browsers::{self, Engine};
use crate::node::Packages;
use crate::progress::{self, step};
use crate::{Result, build, files, fuzz, node, tools};
use std::path::PathBuf;
use std::thread;
use std::time::Instant;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// The system's packages of a browser, and of what drives it.
    Browser(Engine),
    /// Chrome without its windows, which is faster. Chrome itself can take its place.
    HeadlessChrome,
    /// What the lock file of a folder names.
    NpmPackages(PathBuf),
    CppCompiler,
    WasmTarget,
    RustComponents,
    WasmBindgen,
    WasmPack,
    Geckodriver,
    CargoDeny,
    /// The npm package, built of the source as it is now.
    Package,
    FuzzTargets,
}

/// Where a requirement comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// Other machines: the processors have time for other work.
    Network,
    /// The compiler, by way of `cargo install`; and small downloads that compilations wait for.
    Compiler,
    /// This repository's own source, with the tools that the others are.
    Repository,
}

impl Requirement {
    fn source(&self) -> Source {
        match self {
            Requirement::Browser(_)
            | Requirement::HeadlessChrome
            | Requirement::NpmPackages(_)
            | Requirement::CppCompiler => Source::Network,
            Requirement::WasmTarget
            | Requirement::RustComponents
            | Requirement::WasmBindgen
            | Requirement::WasmPack
            | Requirement::Geckodriver
            | Requirement::CargoDeny => Source::Compiler,
            Requirement::Package | Requirement::FuzzTargets => Source::Repository,
        }
    }

    fn is_there(&self) -> bool {
        match self {
            Requirement::Browser(engine) => engine.is_there(),
            Requirement::HeadlessChrome => browsers::headless_chrome().is_some(),
            Requirement::NpmPackages(folder) => node::is_installed(folder),
            Requirement::CppCompiler => fuzz::has_compiler(),
            Requirement::WasmTarget => tools::has_wasm_target(),
            Requirement::RustComponents => tools::missing_components().is_empty(),
            Requirement::WasmBindgen => tools::WASM_BINDGEN.is_there(),
            Requirement::WasmPack => tools::WASM_PACK.is_there(),
            Requirement::Geckodriver => tools::GECKODRIVER.is_there(),
            Requirement::CargoDeny => tools::CARGO_DENY.is_there(),
            // Cargo and the build know what has changed.
            Requirement::Package | Requirement::FuzzTargets => false,
        }
    }

    fn provide(&self) -> Result<()> {
        match self {
            Requirement::Browser(engine) => browsers::install(*engine),
            Requirement::HeadlessChrome => {
                browsers::install_headless_chrome();
                Ok(())
            }
            Requirement::NpmPackages(folder) => node::install(folder),
            Requirement::CppCompiler => fuzz::install_compiler(),
            Requirement::WasmTarget => tools::wasm_target(),
            Requirement::RustComponents => tools::rust_components(),
            Requirement::WasmBindgen => tools::WASM_BINDGEN.install(),
            Requirement::WasmPack => tools::WASM_PACK.install(),
            Requirement::Geckodriver => tools::GECKODRIVER.install(),
            Requirement::CargoDeny => tools::CARGO_DENY.install(),
            Requirement::Package => {
                step("Building the npm package");
                build::build()
            }
            Requirement::FuzzTargets => {
                step("Building the fuzz targets");
                fuzz::build()
            }
        }
    }
}

pub fn npm_packages(packages: &Packages) -> Requirement {
    Requirement::NpmPackages(packages.path())
}

/// The npm package, and what its build takes.
pub fn built_package() -> Vec<Requirement> {
    vec![
        npm_packages(&node::BUILD),
        Requirement::WasmTarget,
        Requirement::WasmBindgen,
        Requirement::Package,
    ]
}

/// What became of the requirements.
pub struct Prepared {
    results: Vec<(Requirement, Result<()>)>,
    times: [(&'static str, std::time::Duration); 2],
}

impl Prepared {
    /// The first of these that is missing is the error.
    pub fn check(&self, needs: &[Requirement]) -> Result<()> {
        self.results
            .iter()
            .filter(|(requirement, _)| needs.contains(requirement))
            .try_for_each(|(_, result)| result.clone())
    }

    /// How long it took, for the table.
    pub fn rows(&self) -> Vec<Row> {
        self.times.map(|(name, time)| Row { name, engine: None, counts: None, time }).into()
    }
}

/// Provides each requirement once: downloads beside compilations, and then what is made of both.
pub fn provide(needs: &[Requirement]) -> Prepared {
    let mut distinct: Vec<&Requirement> = Vec::new();
    for need in needs {
        if !distinct.contains(&need) {
            distinct.push(need);
        }
    }

    let missing: Vec<&Requirement> = distinct.into_iter().filter(|need| !need.is_there()).collect();
    let of = |source| missing.iter().copied().filter(move |need| need.source() == source);
    let start = Instant::now();

    progress::expect_installations(of(Source::Network).chain(of(Source::Compiler)).count());
    let mut results = thread::scope(|scope| {
        let fetched = scope.spawn(|| of(Source::Network).map(outcome).collect::<Vec<_>>());
        // One compilation after the other: two beside each other take longer on two processors.
        let mut results: Vec<_> = of(Source::Compiler).map(outcome).collect();

        results.extend(fetched.join().unwrap_or_default());
        results
    });
    let installed = start.elapsed();

    results.extend(of(Source::Repository).map(outcome));
    let built = start.elapsed() - installed;

    Prepared { results, times: [("install", installed), ("build", built)] }
}

fn outcome(requirement: &Requirement) -> (Requirement, Result<()>) {
    let result = requirement.provide();

    if let Err(message) = &result {
        eprintln!("error: {message}");
    }
    (requirement.clone(), result)
}

/// Provides what a command other than `test` needs; the first failure is the error.
pub fn require(needs: &[Requirement]) -> Result<()> {
    files::create_dir(&files::target())?;
    provide(needs).check(needs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_fails_for_what_it_needs_itself() {
        let prepared = Prepared {
            results: vec![
                (Requirement::WasmTarget, Ok(())),
                (Requirement::CargoDeny, Err("no network".to_owned())),
            ],
            times: [("install", Default::default()), ("build", Default::default())],
        };

        assert_eq!(prepared.check(&[Requirement::WasmTarget, Requirement::WasmPack]), Ok(()));
        assert_eq!(prepared.check(&[Requirement::CargoDeny]), Err("no network".to_owned()));
    }
}
