//! The parts that Node runs, and the npm package as they get it.

use crate::counts::{self, Counts, counted};
use crate::process::Program;
use crate::{Result, build, files};
use std::path::{Path, PathBuf};

pub fn package() -> Result<Counts> {
    let package = installed(&pack()?)?;
    node_tests(
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

pub fn provider_and_demo() -> Result<Counts> {
    let root = files::root();
    node_tests(&[root.join("tests/provider"), root.join("tests/bench"), root.join("examples")], &[])
}

pub fn node_tests(folders: &[PathBuf], environment: &[(&str, &Path)]) -> Result<Counts> {
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
