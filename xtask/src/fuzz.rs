//! `cargo xtask fuzz`, and the short run of it among the tests: inputs that libFuzzer makes of seeds, led by
//! what they reach in the code.
//!
//! A target is a file in `tests/fuzz/src/targets` with a program in `src/bin`, and its seeds in `tests/fuzz/seeds`.
//! What it found before is below `target/fuzz`.

use crate::process::{self, Program};
use crate::results::{self, Outcome};
use crate::{Result, apt, files};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many inputs each target gets, besides its seeds: among the tests, and in a run of its own.
const FEW: u64 = 5_000;
const MANY: u64 = 300_000;

/// The names of the tests that run the seeds begin so.
pub const SEEDS: &str = "targets::seeds::";

/// What cargo-fuzz sets, so that the code tells how far each input got and what it was compared with; but no
/// sanitizer, which would take a nightly compiler, and has no unsafe code to watch here.
const RUSTFLAGS: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Ccodegen-units=1";

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The fuzz targets, by the names of the files in tests/fuzz/src/targets; without any, all of them
    #[arg(value_name = "TARGET", value_parser = known_target)]
    targets: Vec<String>,
    /// How many inputs each target gets, besides its seeds and what earlier runs have kept
    #[arg(long, value_name = "NUMBER", default_value_t = MANY)]
    inputs: u64,
}

fn known_target(name: &str) -> Result<String> {
    let targets = targets()?;

    if targets.iter().any(|target| target == name) {
        Ok(name.to_owned())
    } else {
        Err(format!("the targets are {}", targets.join(", ")))
    }
}

pub fn run(arguments: Arguments) -> Result<ExitCode> {
    let all = targets()?;

    install_compiler()?;
    build()?;
    let mut code = ExitCode::SUCCESS;

    for target in if arguments.targets.is_empty() { &all } else { &arguments.targets } {
        let corpus = dir("corpus").join(target);

        files::create_dir(&corpus)?;
        if run_target(target, &corpus, arguments.inputs, None)?.is_some() {
            code = ExitCode::FAILURE;
        }
    }

    Ok(code)
}

/// The seeds of each target: a test each, as an ordinary build of the targets runs them.
pub fn test_seeds(only: Option<&str>) -> Result<Outcome> {
    let program = Program::new("cargo")
        // Of the whole workspace, which the part native has compiled in the same way.
        .args(["test", "--workspace", "--lib", "--", SEEDS])
        .args(only);
    let finished = program.watch()?;

    Outcome::of(&finished, results::cargo(&finished.output), |test| {
        let again = "cargo xtask test fuzz";
        test.map_or(again.to_owned(), |test| format!("{again} --only {test}"))
    })
}

/// Each target with its seeds and a few inputs made of them, the same ones each time: a test each.
pub fn test_inputs() -> Result<Outcome> {
    let mut outcome = Outcome::default();

    for target in &targets()? {
        let corpus = dir("test").join(target);

        files::empty_dir(&corpus)?;
        outcome += match run_target(target, &corpus, FEW, Some("-seed=1"))? {
            None => Outcome::passed(),
            Some(again) => Outcome::failed(format!("fuzz target {target}"), again),
        };
    }

    Ok(outcome)
}

/// Runs a target with all there is and so many inputs more. If an input fails, the result is the command that runs
/// that input again.
fn run_target(
    target: &str,
    corpus: &Path,
    more: u64,
    option: Option<&str>,
) -> Result<Option<String>> {
    let (seeds, crashes) = (seeds(target), dir("crashes").join(target));
    let inputs = more + count(corpus) + count(&seeds);

    files::empty_dir(&crashes)?;
    print!("{target}: {inputs} inputs … ");
    // Shown now: it may take minutes.
    let _ = std::io::stdout().flush();
    let result = Program::new(program(target)?)
        .arg(format!("-runs={inputs}"))
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .arg(format!("-dict={}", files::root().join("tests/fuzz/words.dict").display()))
        .args(option)
        // What reaches new code is written to the first folder, which is thus not that of the seeds.
        .args([corpus, &seeds])
        // All that libFuzzer says on the way is of interest when it ends badly, and only then.
        .output();

    let Err(error) = result else {
        println!("ok");
        return Ok(None);
    };
    println!("FAILED");
    eprintln!("error: {error}\n{}", what_to_do(target)?);

    let failed = files::ending_with(&dir("crashes").join(target), "");
    Ok(Some(match failed.first() {
        Some(input) => format!("{} {}", shown(&program(target)?), shown(input)),
        None => format!("cargo xtask fuzz {target}"),
    }))
}

/// Compiles the targets' programs.
pub fn build() -> Result<()> {
    cargo("build")?.run()
}

/// Lints of the programs, which no other build has.
pub fn lint() -> Result<Program> {
    Ok(cargo("clippy")?.args(["--", "-D", "warnings"]))
}

/// Whether there is a C++ compiler, which libFuzzer is compiled with.
pub fn has_compiler() -> bool {
    std::env::var_os("CXX").is_some() || process::find("c++").is_some()
}

pub fn install_compiler() -> Result<()> {
    if has_compiler() {
        return Ok(());
    }

    apt::install(&["g++"], "libFuzzer is compiled with it").map_err(|error| {
        format!("there is no C++ compiler ({error}): install one, or set CXX to one")
    })
}

/// In a folder of its own: other builds are not to be instrumented, nor compiled again because of this.
fn cargo(command: &str) -> Result<Program> {
    Ok(Program::new("cargo")
        .args([command, "--package", "logto-wasm-fuzz", "--features", "libfuzzer"])
        .args(["--profile", "fuzz"])
        // Named, so that build scripts are not instrumented.
        .args(["--target", &host()?, "--target-dir"])
        .arg(files::target().join("fuzz"))
        .env("RUSTFLAGS", RUSTFLAGS))
}

/// This machine, as the compiler names it.
fn host() -> Result<String> {
    let version = Program::new("rustc").arg("-vV").output()?;

    find_host(&version).map(String::from).ok_or("`rustc -vV` names no host".to_owned())
}

fn find_host(version: &str) -> Option<&str> {
    version.lines().find_map(|line| line.strip_prefix("host: "))
}

fn targets() -> Result<Vec<String>> {
    let sources = files::ending_with(&files::root().join("tests/fuzz/src/bin"), ".rs");
    let names: Vec<String> = sources
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();

    if names.is_empty() { Err("there are no fuzz targets".to_owned()) } else { Ok(names) }
}

fn seeds(target: &str) -> PathBuf {
    files::root().join("tests/fuzz/seeds").join(target)
}

fn dir(name: &str) -> PathBuf {
    files::target().join("fuzz").join(name)
}

fn program(target: &str) -> Result<PathBuf> {
    Ok(files::target().join("fuzz").join(host()?).join("fuzz").join(target))
}

/// How many files there are.
fn count(dir: &Path) -> u64 {
    files::ending_with(dir, "").len() as u64
}

/// What to do about the input that made a target fail.
fn what_to_do(target: &str) -> Result<String> {
    let mut text = String::new();

    for input in files::ending_with(&dir("crashes").join(target), "") {
        let (input, program, seeds) = (shown(&input), shown(&program(target)?), seeds(target));
        text.push_str(&format!(
            "`{target}` failed with the input {input}\n  \
             again:     {program} {input}\n  \
             as a seed: cp {input} {}/<what it is>\n",
            shown(&seeds)
        ));
    }

    Ok(text)
}

/// From the repository's root, where it is below that.
fn shown(path: &Path) -> String {
    path.strip_prefix(files::root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_named_by_its_file() {
        assert_eq!(known_target("jws"), Ok("jws".to_owned()));
        assert!(known_target("jwt").unwrap_err().contains("jws"));
    }

    #[test]
    fn finds_the_host() {
        assert_eq!(find_host("rustc 1.95.0\nhost: a-b-c\nrelease: 1"), Some("a-b-c"));
        assert_eq!(find_host("rustc 1.95.0"), None);
    }

    #[test]
    fn each_target_has_seeds_and_each_seed_a_target() {
        let targets = targets().unwrap();
        let folders = files::folders(&files::root().join("tests/fuzz/seeds"));

        assert!(targets.iter().all(|target| count(&seeds(target)) > 0));
        assert_eq!(folders.len(), targets.len());
    }
}
