//! `cargo xtask fuzz`, and the short run of it among the tests: inputs that libFuzzer makes of seeds, led by
//! what they reach in the code.
//!
//! A target is a program in `tests/fuzz/src/bin`, with its seeds in `tests/fuzz/seeds`. What it found before
//! is below `target/fuzz`.

use crate::counts::Counts;
use crate::process::{self, Program};
use crate::{Result, apt, files};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many inputs each target gets, besides its seeds: among the tests, and in a run of its own.
const FEW: u64 = 5_000;
const MANY: u64 = 300_000;

/// What cargo-fuzz sets, so that the code tells how far each input got and what it was compared with; but no
/// sanitizer, which would take a nightly compiler, and has no unsafe code to watch here.
const RUSTFLAGS: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Ccodegen-units=1";

#[derive(Debug, PartialEq)]
struct Selection {
    /// None means all.
    targets: Vec<String>,
    /// For each of them.
    inputs: u64,
}

pub fn command(arguments: &[String]) -> Result<ExitCode> {
    let all = targets()?;

    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("{}", usage(&all));
        return Ok(ExitCode::SUCCESS);
    }

    let selection = match parse(arguments, &all) {
        Ok(selection) => selection,
        Err(message) => {
            eprintln!("error: {message}\n\n{}", usage(&all));
            return Ok(ExitCode::from(2));
        }
    };

    build()?;
    let mut code = ExitCode::SUCCESS;

    for target in if selection.targets.is_empty() { &all } else { &selection.targets } {
        let corpus = dir("corpus").join(target);

        files::create_dir(&corpus)?;
        if !run(target, &corpus, selection.inputs, None)? {
            code = ExitCode::FAILURE;
        }
    }

    Ok(code)
}

/// Each target with its seeds and a few inputs made of them, the same ones each time: a test each.
pub fn test() -> Result<Counts> {
    let mut counts = Counts::default();

    for target in &targets()? {
        let corpus = dir("test").join(target);

        files::empty_dir(&corpus)?;
        match run(target, &corpus, FEW, Some("-seed=1"))? {
            true => counts.passed += 1,
            false => counts.failed += 1,
        }
    }

    Ok(counts)
}

/// Runs a target with all there is and so many inputs more: whether it stood that.
fn run(target: &str, corpus: &Path, more: u64, option: Option<&str>) -> Result<bool> {
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

    match result {
        Ok(_) => println!("ok"),
        Err(ref error) => {
            println!("FAILED");
            eprintln!("error: {error}\n{}", what_to_do(target)?);
        }
    }

    Ok(result.is_ok())
}

/// Compiles the targets.
pub fn build() -> Result<()> {
    compiler()?;
    cargo("build")?.run()
}

/// Formatting and lints of the targets, which are no part of the workspace.
pub fn checks() -> Result<[Program; 2]> {
    Ok([
        Program::new("cargo").args(["fmt", "--check", "--manifest-path"]).arg(manifest()),
        cargo("clippy")?.args(["--", "-D", "warnings"]),
    ])
}

/// libFuzzer is compiled from its source, which is C++.
pub fn compiler() -> Result<()> {
    if std::env::var_os("CXX").is_some() || process::find("c++").is_some() {
        return Ok(());
    }

    apt::install(&["g++"], "libFuzzer is compiled with it").map_err(|error| {
        format!("there is no C++ compiler ({error}): install one, or set CXX to one")
    })
}

/// In a folder of its own: other builds are not to be instrumented, nor compiled again because of this.
fn cargo(command: &str) -> Result<Program> {
    Ok(Program::new("cargo")
        .args([command, "--release", "--locked", "--manifest-path"])
        .arg(manifest())
        // Named, so that build scripts are not instrumented.
        .args(["--target", &host()?, "--target-dir"])
        .arg(files::target().join("fuzz"))
        .env("RUSTFLAGS", RUSTFLAGS))
}

fn manifest() -> PathBuf {
    files::root().join("tests/fuzz/Cargo.toml")
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
    Ok(files::target().join("fuzz").join(host()?).join("release").join(target))
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

fn parse(arguments: &[String], all: &[String]) -> Result<Selection> {
    let mut selection = Selection { targets: Vec::new(), inputs: MANY };
    let mut arguments = arguments.iter();

    while let Some(argument) = arguments.next() {
        let number = match argument.strip_prefix("--inputs") {
            Some("") => arguments.next().map(String::as_str),
            Some(rest) => rest.strip_prefix('='),
            None if all.contains(argument) => {
                selection.targets.push(argument.clone());
                continue;
            }
            None => return Err(format!("there is no target `{argument}`")),
        };

        selection.inputs = number
            .and_then(|number| number.parse().ok())
            .ok_or("--inputs needs a number, such as --inputs 1000000")?;
    }

    Ok(selection)
}

fn usage(all: &[String]) -> String {
    format!(
        "Usage: cargo xtask fuzz [target…] [--inputs n]\n\n  {}\n\n\
         Without a target: all of them. --inputs n: so many inputs for each, besides its seeds and what\n\
         earlier runs have kept; {MANY} if not given.",
        all.join("\n  ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Selection> {
        let arguments: Vec<String> = line.split_whitespace().map(String::from).collect();
        parse(&arguments, &["jws".to_owned(), "callback".to_owned()])
    }

    #[test]
    fn targets_and_inputs() {
        assert_eq!(parsed("").unwrap(), Selection { targets: Vec::new(), inputs: MANY });
        assert_eq!(parsed("jws --inputs 7").unwrap().targets, ["jws"]);
        assert_eq!(parsed("jws --inputs 7").unwrap().inputs, 7);
        assert_eq!(parsed("--inputs=7 callback jws").unwrap().inputs, 7);
    }

    #[test]
    fn mistakes_are_told() {
        assert!(parsed("--inputs").is_err());
        assert!(parsed("--inputs many").is_err());
        assert!(parsed("--inputs7").is_err());
        assert!(parsed("jwt").is_err());
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
