//! `pkg/dist/compat.js`: the core without WebAssembly, made of the same compiled crate.
//!
//! `wasm2js` translates only the first version of WebAssembly to JavaScript, so that the crate is lowered to that before.

use crate::build::{bound, dist, glue_script, is_newer_than_xtask, wasm_bindgen, work_dir};
use crate::process::Program;
use crate::{Result, files, node};
use std::path::{Path, PathBuf};

/// Replaces what the compiler uses of later versions. Reference types need no replacement: wasm-bindgen would introduce
/// them.
const LOWERING: &[&str] = &[
    "--mvp-features",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
    // wasm-bindgen reads there that it must not use reference types.
    "--emit-target-features",
];

const FIRST_VERSION: &[&str] = &["--mvp-features", "--enable-mutable-globals"];

/// Makes `compat.js` of the compiled crate.
pub fn build(compiled: &Path) -> Result<()> {
    let folder = convert(compiled)?;

    node::script("build-compat.mjs")
        .arg(glue_script(&folder))
        .arg(script(&folder))
        .arg(dist().join("compat.js"))
        .run()
}

/// The module as JavaScript.
fn script(folder: &Path) -> PathBuf {
    folder.join("module.js")
}

/// Translates the compiled crate to JavaScript. Returns the folder with the script and the glue that belongs to it.
fn convert(compiled: &Path) -> Result<PathBuf> {
    let folder = work_dir().join("compat");
    let done = folder.join("converted-from.wasm");
    let script = script(&folder);

    // As slow as optimising the module.
    if script.exists() && is_newer_than_xtask(&script) && files::same(compiled, &done) {
        return Ok(folder);
    }

    files::empty_dir(&folder)?;
    let stripped = folder.join("stripped.wasm");
    let lowered = folder.join("lowered.wasm");

    // In two runs, because the features that a module names prevail over the options.
    binaryen("wasm-opt", &["--strip-target-features"], compiled, &stripped)?;
    binaryen("wasm-opt", LOWERING, &stripped, &lowered)?;
    wasm_bindgen(&["--remove-name-section"], &lowered, &folder)?;
    // It optimises as well: optimising the module before would not make the script smaller.
    binaryen("wasm2js", &[FIRST_VERSION, &["-Oz"]].concat(), &bound(&folder), &script)?;
    // Last, as the mark of a complete folder.
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
