//! The parts that Node runs, and the npm package as they get it.

use super::selection::Selection;
use super::suites::Part;
use crate::process::Program;
use crate::results::{self, Outcome};
use crate::{Result, build, files};
use std::path::{Path, PathBuf};

pub fn package(selection: &Selection) -> Result<Outcome> {
    let package = installed(&pack()?)?;
    node_tests(
        Part::Package,
        selection,
        &[files::root().join("tests/package")],
        &[("LOGTO_WASM_PACKAGE", package.as_path()), ("LOGTO_WASM_MODULE", &build::module())],
    )
}

/// The archive that `npm publish` would send.
pub fn pack() -> Result<PathBuf> {
    let packed = files::target().join("npm/packed");

    files::empty_dir(&packed)?;
    Program::new("npm")
        .args(["pack", "./pkg", "--silent", "--pack-destination"])
        .arg(&packed)
        .run()?;

    match files::ending_with(&packed, ".tgz").as_slice() {
        [archive] => Ok(archive.clone()),
        archives => Err(format!("npm pack made {} archives", archives.len())),
    }
}

/// The package as a project has it that installs it: in a folder where Node and TypeScript find it
/// by its name.
pub fn installed(archive: &Path) -> Result<PathBuf> {
    let package = files::target().join("npm/consumer/node_modules/logto-wasm");

    unpack(archive, &package)?;
    Ok(package)
}

/// Puts into the folder what `npm install` would, and nothing else.
pub fn unpack(archive: &Path, folder: &Path) -> Result<()> {
    files::empty_dir(folder)?;
    Program::new("tar")
        .arg("-xzf")
        .arg(archive)
        .args(["--strip-components=1", "-C"])
        .arg(folder)
        .run()
}

pub fn node(selection: &Selection) -> Result<Outcome> {
    let folders = ["tests/entry-file", "tests/provider", "tests/bench", "tests/volume", "examples"]
        .map(|folder| files::root().join(folder));

    node_tests(Part::Node, selection, &folders, &[])
}

/// The tests in these folders, by Node's own runner.
pub fn node_tests(
    part: Part,
    selection: &Selection,
    folders: &[PathBuf],
    environment: &[(&str, &Path)],
) -> Result<Outcome> {
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
    let mut program = Program::new("node").args(["--test", "--test-reporter=spec"]);
    // By itself Node leaves one processor idle.
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    program = program.arg(format!("--test-concurrency={processors}"));
    if let Some(only) = &selection.only {
        program = program.arg(format!("--test-name-pattern={}", regex_syntax::escape(only)));
    }
    program = program.args(tests);
    for (name, path) in environment {
        program = program.env(name, path);
    }

    let finished = program.watch()?;
    let mut summary = results::node(&finished.output);
    if let (Some(summary), Some(_)) = (&mut summary, &selection.only) {
        // Node counts the tests of other names as skipped.
        summary.counts.skipped = 0;
    }

    Outcome::of(&finished, summary, |test| selection.again(part, None, test))
}
