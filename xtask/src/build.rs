//! `cargo xtask build`: from the crate to the npm package.

use crate::process::Program;
use crate::{Result, compat, files, node, small_std, tools};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// For size. Functions with one caller are inlined only when they are small: inlining all of them makes the module smaller
/// but its compressed form larger. Alignments are hints that no engine uses: without them, the module compresses better.
const OPTIMISATION: &[&str] = &["-Oz", "-ocimfs=30", "--dealign"];

/// What every browser with reference types has. With more, wasm-opt writes instructions that some of them refuse.
const FEATURES: &[&str] = &[
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// What wasm-bindgen names its files by.
const NAME: &str = "logto_wasm";

/// The module's stack, in bytes. The default of a megabyte would be most of its memory; no call is nested deeply.
const STACK: u32 = 65_536;

/// The files of `pkg/dist` that a site imports, by their sources in `pkg/src`.
const ENTRY_FILES: &[(&str, &str)] = &[("index.js", "index.js"), ("auto/index.js", "auto.js")];

pub fn run() -> Result<ExitCode> {
    build()?;
    println!(
        "Built pkg/dist: the entry files index.js, auto.js and bundled.js; core.js and compat.js; debug.js"
    );
    Ok(ExitCode::SUCCESS)
}

/// Installs the tools that are missing, then builds.
pub fn build() -> Result<()> {
    check_version()?;
    let compiled = install_and_compile()?;
    let glue = bind(&compiled, "glue", &["--remove-name-section"])?;
    let module = optimise(&glue)?;

    files::create_dir(&dist())?;
    build_core(&glue, &module)?;
    compat::build(&compiled)?;
    build_entry_files(&glue, &module)?;
    // Last, because it hashes the files.
    node::script("write-integrity.mjs").arg(dist()).run()?;
    copy_beside_the_scripts()
}

/// The module as `build` makes it, except that its functions keep their names: for people to read, not for the package.
pub fn named_module() -> Result<PathBuf> {
    let compiled = install_and_compile()?;
    let glue = bind(&compiled, "named", &[])?;
    let module = glue.join("optimised.wasm");
    wasm_opt(&["-g"], &bound(&glue), &module)?;

    Ok(module)
}

pub fn work_dir() -> PathBuf {
    files::target().join("npm")
}

/// The module whose bytes are in `core.js`.
pub fn module() -> PathBuf {
    work_dir().join("logto_wasm.wasm")
}

fn install_and_compile() -> Result<PathBuf> {
    tools::wasm_target()?;
    let small_std = small_std::install();
    tools::WASM_BINDGEN.install()?;
    node::BUILD.install()?;

    compile(small_std)
}

/// The crate, compiled.
fn compile(small_std: Result<()>) -> Result<PathBuf> {
    // A folder of its own: in the common one, a build with other options would compile all dependencies again.
    let target = work_dir().join("cargo");
    let mut cargo = Program::new("cargo")
        .args(["build", "--release", "--lib", "--features", "npm", "--target", tools::WASM])
        .arg("--config")
        .arg(format!("target.{}.rustflags=['-Clink-arg=-zstack-size={STACK}']", tools::WASM))
        .arg("--target-dir")
        .arg(&target);

    match small_std {
        Ok(()) => cargo = small_std::compile_along(cargo),
        Err(why) => println!(
            "The module is compiled with the precompiled standard library and will be about a quarter larger: {why}."
        ),
    }
    cargo.run()?;

    Ok(target.join(tools::WASM).join("release/logto_wasm.wasm"))
}

/// Generates wasm-bindgen's glue. Returns the folder with the glue and the module that belongs to it.
fn bind(compiled: &Path, folder: &str, options: &[&str]) -> Result<PathBuf> {
    let glue = work_dir().join(folder);

    files::empty_dir(&glue)?;
    wasm_bindgen(options, compiled, &glue)?;
    Ok(glue)
}

/// For WebAssembly and for `compat.js` alike.
pub fn wasm_bindgen(options: &[&str], module: &Path, folder: &Path) -> Result<()> {
    Program::new("wasm-bindgen")
        // Without the default path there is no `import.meta`, which some bundlers do not understand.
        .args(["--target", "web", "--omit-default-module-path", "--no-typescript"])
        .args(["--out-name", NAME, "--remove-producers-section"])
        .args(options)
        .arg("--out-dir")
        .arg(folder)
        .arg(module)
        .run()
}

/// The glue that `wasm_bindgen` leaves in its folder.
pub fn glue_script(folder: &Path) -> PathBuf {
    folder.join(format!("{NAME}.js"))
}

/// The module that `wasm_bindgen` leaves in its folder.
pub fn bound(folder: &Path) -> PathBuf {
    folder.join(format!("{NAME}_bg.wasm"))
}

fn optimise(glue: &Path) -> Result<PathBuf> {
    let from = bound(glue);
    let done = work_dir().join("optimised-from.wasm");

    // The slowest step. Most builds follow a change outside of the crate.
    if module().exists() && is_newer_than_xtask(&module()) && files::same(&from, &done) {
        return Ok(module());
    }

    // Absent until the new module is complete.
    let _ = std::fs::remove_file(&done);
    wasm_opt(&["--strip-debug"], &from, &module())?;
    files::copy(&from, &done)?;

    Ok(module())
}

fn wasm_opt(options: &[&str], from: &Path, to: &Path) -> Result<()> {
    Program::new("node")
        .arg(node::BUILD.file("binaryen/bin/wasm-opt"))
        .args(OPTIMISATION)
        .args(FEATURES)
        .args(options)
        .args(["--strip-producers", "--strip-target-features"])
        .arg(from)
        .arg("-o")
        .arg(to)
        .run()
}

/// Whether a file was made by this xtask, and thus with these options.
pub fn is_newer_than_xtask(file: &Path) -> bool {
    let xtask = std::env::current_exe().ok().and_then(|path| files::modified(&path));
    files::modified(file) > xtask
}

fn build_core(glue: &Path, module: &Path) -> Result<()> {
    let core = dist().join("core.js");

    node::script("build-core.mjs").arg(glue_script(glue)).arg(module).arg(&core).run()?;
    check_module_bytes(&core, module)
}

fn build_entry_files(glue: &Path, module: &Path) -> Result<()> {
    let sources = files::root().join("pkg/src");
    let bundled = dist().join("bundled.js");

    for (source, file) in ENTRY_FILES {
        node::script("build-entry.mjs").arg(sources.join(source)).arg(dist().join(file)).run()?;
    }
    node::script("build-entry.mjs")
        .arg(sources.join("debug/index.js"))
        .arg(dist().join("debug.js"))
        .run()?;
    node::script("build-bundled.mjs")
        .arg(sources.join("index.js"))
        .arg(glue_script(glue))
        .arg(module)
        .arg(&bundled)
        .run()?;
    check_module_bytes(&bundled, module)
}

/// The bytes are characters in a script: checks that WebAssembly receives them unchanged.
fn check_module_bytes(script: &Path, module: &Path) -> Result<()> {
    node::script("check-module-bytes.mjs").arg(script).arg(module).run()
}

/// The generated files of the package.
pub fn dist() -> PathBuf {
    files::root().join("pkg/dist")
}

/// Copies the files of the package that have their source elsewhere.
fn copy_beside_the_scripts() -> Result<()> {
    let root = files::root();

    for (from, to) in [
        ("pkg/src/index.d.ts", "pkg/dist/index.d.ts"),
        ("pkg/src/index.d.ts", "pkg/dist/bundled.d.ts"),
        ("pkg/src/auto.d.ts", "pkg/dist/auto.d.ts"),
        ("LICENSE-MIT", "pkg/LICENSE-MIT"),
        ("LICENSE-APACHE", "pkg/LICENSE-APACHE"),
    ] {
        files::copy(&root.join(from), &root.join(to))?;
    }

    Ok(())
}

/// Both registries have to have the same version of both packages.
fn check_version() -> Result<()> {
    let root = files::root();
    let cargo = files::read(&root.join("Cargo.toml"))?;
    let npm = files::read(&root.join("pkg/package.json"))?;
    let of_crate = between(&cargo, "\nversion = \"");
    let of_package = between(&npm, "\n  \"version\": \"");

    if of_crate.is_some() && of_crate == of_package {
        return Ok(());
    }

    Err(format!(
        "the version in Cargo.toml ({}) and that in pkg/package.json ({}) have to be the same",
        of_crate.unwrap_or("none"),
        of_package.unwrap_or("none"),
    ))
}

/// What is between the first `start` and the quote after it.
fn between<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn finds_versions() {
        let manifest = "[package]\nname = \"a\"\nversion = \"1.2.3\"\n[x]\nversion = \"9\"\n";

        assert_eq!(between(manifest, "\nversion = \""), Some("1.2.3"));
        assert_eq!(between("", "\nversion = \""), None);
    }
}
