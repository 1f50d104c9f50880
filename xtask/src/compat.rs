//! The module as JavaScript, for browsers that do not run WebAssembly: `pkg/dist/compat.js`.
//!
//! From the same compiled crate. What WebAssembly has learned since its first version is taken out of it
//! first, as `wasm2js` knows only that one.

use crate::build::{is_newer_than_xtask, work_dir};
use crate::process::Program;
use crate::{Result, files, node};
use std::path::{Path, PathBuf};

/// What the compiler writes, in terms of the first version: reference types, which no instruction of the
/// crate itself uses, are not among it.
const LOWERING: &[&str] = &[
    "--mvp-features",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
    // By this, and by nothing else, wasm-bindgen knows that it must not use reference types.
    "--emit-target-features",
];

const FIRST_VERSION: &[&str] = &["--mvp-features", "--enable-mutable-globals"];

/// The names that wasm-bindgen and `compat.mjs` agree on.
const NAME: &str = "logto_wasm";

/// Makes JavaScript of the compiled crate, and glue for it: the folder that both are in.
pub fn convert(compiled: &Path) -> Result<PathBuf> {
    let folder = work_dir().join("compat");
    let done = folder.join("converted-from.wasm");
    let script = folder.join(format!("{NAME}_bg.wasm.js"));

    // As slow as optimising the module.
    if script.exists() && is_newer_than_xtask(&script) && files::same(compiled, &done) {
        return Ok(folder);
    }

    files::empty_dir(&folder)?;
    let stripped = folder.join("stripped.wasm");
    let lowered = folder.join("lowered.wasm");

    // In two runs: what the module says of its features counts for more than the options do.
    binaryen("wasm-opt", &["--strip-target-features"], compiled, &stripped)?;
    binaryen("wasm-opt", LOWERING, &stripped, &lowered)?;
    Program::new("wasm-bindgen")
        // The module is a script then, which imports the glue and is imported by it.
        .args(["--target", "bundler", "--no-typescript", "--out-name", NAME])
        .args(["--remove-name-section", "--remove-producers-section"])
        .arg("--out-dir")
        .arg(&folder)
        .arg(&lowered)
        .run()?;
    let module = folder.join(format!("{NAME}_bg.wasm"));
    // It optimises, too: nothing is gained by having that done to the module before.
    binaryen("wasm2js", &[FIRST_VERSION, &["-Oz"]].concat(), &module, &script)?;
    // The last one: it says that all the others are there.
    files::copy(compiled, &done)?;

    Ok(folder)
}

fn binaryen(program: &str, options: &[&str], from: &Path, to: &Path) -> Result<()> {
    Program::new("node")
        .arg(node::BUILD.file("binaryen/bin").join(program))
        .args(options)
        .arg(from)
        .arg("-o")
        .arg(to)
        .run()
}

/// Puts the folder's content into one file. `like` is the module that the main file has.
pub fn bundle(folder: &Path, like: &Path) -> Result<()> {
    node::script("compat.mjs")
        .arg(folder)
        .arg(like)
        .arg(files::root().join("pkg/dist/compat.js"))
        .run()
}
