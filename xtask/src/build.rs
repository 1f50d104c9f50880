//! `cargo xtask build`: from the crate to the npm package.

use crate::process::Program;
use crate::{Result, compat, files, node, small_std, tools};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// For size. Functions with one caller are merged into it only when they are small: merging all of
/// them makes the module smaller, but what travels is compressed, and that becomes larger. Alignments are
/// hints that no engine of today takes: of one kind they weigh nothing.
const OPTIMISATION: &[&str] = &["-Oz", "-ocimfs=30", "--dealign"];

/// What browsers have had since they have reference types, and nothing newer: with more,
/// wasm-opt writes instructions that some of them refuse.
const FEATURES: &[&str] = &[
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// The module's stack, in bytes: a megabyte, as it comes, would be most of its memory. Nothing here goes deep.
const STACK: u32 = 65_536;

pub fn run() -> Result<ExitCode> {
    build()?;
    println!("Built pkg/dist: index.js and auto.js, and beside them compat.js and debug.js");
    Ok(ExitCode::SUCCESS)
}

/// Installs what it needs, then builds.
pub fn build() -> Result<()> {
    check_version()?;
    let compiled = install_and_compile()?;
    let glue = bind(&compiled, "glue", &["--remove-name-section"])?;
    let module = optimise(&glue)?;
    let script = compat::convert(&compiled)?;

    bundle(&glue, &module, &script)?;
    compat::bundle(&script, &module)?;
    bundle_panel()?;
    // Of the files as they are now: the last step that a browser notices.
    node::script("integrity.mjs").arg(dist()).run()?;
    copy_beside_the_bundle()
}

/// The module as `build` makes it, except that its functions keep their names: for people to read, not for
/// the package.
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

/// What the optimiser called the module's imports and exports: a list that it prints.
fn new_names() -> PathBuf {
    work_dir().join("new-names.json")
}

/// The module as it is in the bundle.
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
    // A folder of its own: in the common one, every other build would start from nothing.
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
            "The module is compiled with the standard library as it comes, and will be about a quarter larger: {why}."
        ),
    }
    cargo.run()?;

    Ok(target.join(tools::WASM).join("release/logto_wasm.wasm"))
}

/// The module, and its JavaScript side: the folder that both are in.
fn bind(compiled: &Path, folder: &str, options: &[&str]) -> Result<PathBuf> {
    let glue = work_dir().join(folder);
    // The folder of the crate's own modules is named by a hash: an old one would stay.
    files::empty_dir(&glue)?;
    Program::new("wasm-bindgen")
        // Without the default path there is no `import.meta`, which classic bundlers stumble on.
        .args(["--target", "web", "--omit-default-module-path", "--no-typescript"])
        .arg("--remove-producers-section")
        .args(options)
        .arg("--out-dir")
        .arg(&glue)
        .arg(compiled)
        .run()?;

    Ok(glue)
}

/// The module that `bind` leaves in its folder.
fn bound(glue: &Path) -> PathBuf {
    glue.join("logto_wasm_bg.wasm")
}

fn optimise(glue: &Path) -> Result<PathBuf> {
    let from = bound(glue);
    let done = work_dir().join("optimised-from.wasm");

    // The slowest step by far; most builds come after a change outside of the crate.
    if module().exists() && is_newer_than_xtask(&module()) && files::same(&from, &done) {
        return Ok(module());
    }

    // Gone until this has worked: what it vouches for is about to be overwritten.
    let _ = std::fs::remove_file(&done);
    let renamed = wasm_opt(&["--strip-debug"], &from, &module())?;
    files::write(&new_names(), &renamed)?;
    files::copy(&from, &done)?;

    Ok(module())
}

/// The result is what it called the imports and exports. The options are about the names of functions.
fn wasm_opt(options: &[&str], from: &Path, to: &Path) -> Result<String> {
    Program::new("node")
        .arg(node::BUILD.file("binaryen/bin/wasm-opt"))
        .args(OPTIMISATION)
        .args(FEATURES)
        .args(options)
        .args(["--strip-producers", "--strip-target-features"])
        // wasm-bindgen's names end in hashes, which no compression makes smaller.
        .arg("--minify-imports-and-exports-and-modules")
        .arg(from)
        .arg("-o")
        .arg(to)
        .output()
}

/// Whether a file was made by this xtask, and thus with these options.
pub fn is_newer_than_xtask(file: &Path) -> bool {
    let xtask = std::env::current_exe().ok().and_then(|path| files::modified(&path));
    files::modified(file) > xtask
}

/// The files that are all of the SDK, by their entries in `pkg/src`.
const BUNDLES: &[(&str, &str)] = &[("index.js", "index.js"), ("auto/index.js", "auto.js")];

fn bundle(glue: &Path, module: &Path, script: &Path) -> Result<()> {
    files::create_dir(&dist())?;

    for (entry, file) in BUNDLES {
        let out = dist().join(file);

        node::script("bundle.mjs")
            .arg(glue.join("logto_wasm.js"))
            .arg(new_names())
            .arg(module)
            .arg(script)
            .arg(files::root().join("pkg/src").join(entry))
            .arg(&out)
            .run()?;
        // The bytes travel as text: make sure that they arrive.
        node::script("module-bytes.mjs").arg(&out).arg(module).run()?;
    }

    Ok(())
}

/// The panel that explains a set-up: imported on demand, by `auto.js`.
fn bundle_panel() -> Result<()> {
    node::script("panel.mjs")
        .arg(files::root().join("pkg/src/debug/index.js"))
        .arg(dist().join("debug.js"))
        .run()
}

/// What is generated of the package.
pub fn dist() -> PathBuf {
    files::root().join("pkg/dist")
}

/// The rest of the package that has its source elsewhere.
fn copy_beside_the_bundle() -> Result<()> {
    let root = files::root();

    for (from, to) in [
        ("pkg/src/index.d.ts", "pkg/dist/index.d.ts"),
        ("pkg/src/auto.d.ts", "pkg/dist/auto.d.ts"),
        ("LICENSE-MIT", "pkg/LICENSE-MIT"),
        ("LICENSE-APACHE", "pkg/LICENSE-APACHE"),
    ] {
        files::copy(&root.join(from), &root.join(to))?;
    }

    Ok(())
}

/// One version in both manifests, or the two registries would disagree about what it is.
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
