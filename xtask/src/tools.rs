//! The Rust side's tools: installed when missing, below target/ and never globally.

use crate::process::Program;
use crate::{Result, files, progress};
use std::path::PathBuf;

pub const WASM: &str = "wasm32-unknown-unknown";

/// Where the tools' programs are.
pub fn bin() -> PathBuf {
    files::target().join("tools/bin")
}

/// Whether Rust has its standard library for WebAssembly.
pub fn has_wasm_target() -> bool {
    Program::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .output()
        .is_ok_and(|library| PathBuf::from(library.trim()).is_dir())
}

pub fn wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }

    progress::installing(
        &format!("Rust's standard library for {WASM}"),
        "the crate is compiled for browsers",
    );
    Program::new("rustup").args(["target", "add", WASM]).run_silently().map_err(|error| {
        format!("{error}\nWithout rustup, install your system's package of Rust's {WASM} target.")
    })
}

/// The source of the standard library, which the package's module is compiled with.
pub fn rust_source() -> Result<()> {
    let sysroot = Program::new("rustc").args(["--print", "sysroot"]).output()?;
    let library = PathBuf::from(sysroot.trim()).join("lib/rustlib/src/rust/library/std");

    if library.is_dir() {
        return Ok(());
    }

    progress::installing(
        "rust-src",
        "the package's module is compiled with a small standard library",
    );
    Program::new("rustup")
        .args(["component", "add", "rust-src"])
        .run_silently()
        .map_err(|error| format!("rust-src is not there, and {error}"))
}

/// Which of `cargo fmt` and `cargo clippy` are not there: their components.
pub fn missing_components() -> Vec<&'static str> {
    [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")]
        .into_iter()
        // rustup puts the program there even without the component; then it fails.
        .filter(|(_, program)| Program::new(program).arg("--version").output().is_err())
        .map(|(component, _)| component)
        .collect()
}

pub fn rust_components() -> Result<()> {
    let missing = missing_components();

    if missing.is_empty() {
        return Ok(());
    }
    progress::installing(&missing.join(" and "), "formatting and lints are checked");
    Program::new("rustup").args(["component", "add"]).args(missing).run_silently()
}

pub struct Tool {
    package: &'static str,
    /// The program in it that tells the version.
    program: &'static str,
    version: Version,
    why: &'static str,
    /// The crates that do its heavy work: they are optimised a little. More of it, or of the others, takes longer to
    /// compile than it saves in a run of all tests.
    hot: &'static [&'static str],
    /// Whether it is compiled with the versions that its authors tested, and not those of the day. The lock file of
    /// wasm-bindgen-cli, for one, cannot be followed: it names a version that is not to be had.
    locked: bool,
    /// Whether it is compiled with the features that it has by itself.
    default_features: bool,
}

enum Version {
    Is(&'static str),
    /// That of a crate in Cargo.lock.
    Of(&'static str),
}

/// The program that writes the JavaScript side of the crate, and the runner of the browser tests.
pub const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    // The two sides of the binding refuse to work together unless their versions are the same.
    version: Version::Of("wasm-bindgen"),
    why: "it writes the JavaScript that calls the crate, and runs the browser tests",
    hot: &["walrus", "wasmparser", "wasm-encoder", "gimli"],
    locked: false,
    // They are TLS, and the drivers of the browsers are on this machine.
    default_features: false,
};

pub const WASM_PACK: Tool = Tool {
    package: "wasm-pack",
    program: "wasm-pack",
    version: Version::Is("0.15.1"),
    why: "it drives the browser tests in Chrome and Firefox",
    hot: &[],
    locked: false,
    default_features: true,
};

pub const GECKODRIVER: Tool = Tool {
    package: "geckodriver",
    program: "geckodriver",
    version: Version::Is("0.37.1"),
    why: "it is how tests control Firefox",
    hot: &[],
    locked: false,
    default_features: true,
};

pub const CARGO_DENY: Tool = Tool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: Version::Is("0.20.2"),
    why: "it checks licences, sources and advisories of the crates that we depend on",
    hot: &[],
    locked: true,
    default_features: true,
};

impl Tool {
    fn version(&self) -> Result<String> {
        match self.version {
            Version::Is(version) => Ok(version.to_owned()),
            Version::Of(name) => locked_version(name),
        }
    }

    pub fn is_there(&self) -> bool {
        self.version().is_ok_and(|version| self.has(&version))
    }

    fn has(&self, version: &str) -> bool {
        Program::new(bin().join(self.program))
            .arg("--version")
            .output()
            .is_ok_and(|output| output.split_whitespace().nth(1) == Some(version))
    }

    pub fn install(&self) -> Result<()> {
        let version = self.version()?;
        if self.has(&version) {
            return Ok(());
        }

        let Tool { package, why, .. } = self;
        progress::installing(&format!("{package} {version} into target/tools"), why);

        let optimised = self
            .hot
            .iter()
            .flat_map(|name| ["--config".into(), format!("profile.dev.package.{name}.opt-level=1")])
            .collect::<Vec<String>>();

        Program::new("cargo")
            .args(optimised)
            .args(["install", package, "--version", &version, "--profile", "dev", "--force"])
            .args(self.locked.then_some("--locked"))
            .args((!self.default_features).then_some("--no-default-features"))
            .arg("--root")
            .arg(files::target().join("tools"))
            // Shared, since the tools have many crates in common.
            .arg("--target-dir")
            .arg(files::target().join("tools-build"))
            // As little code as there can be: it is compiled for a few runs.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false")
            .env("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false")
            .run()
    }
}

/// The version of a crate in Cargo.lock.
fn locked_version(name: &str) -> Result<String> {
    let lock = files::read(&files::root().join("Cargo.lock"))?;

    find_locked(&lock, name).ok_or_else(|| {
        format!("Cargo.lock names no version of {name}: run `cargo update --workspace`")
    })
}

fn find_locked(lock: &str, name: &str) -> Option<String> {
    let (_, entry) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    let (version, _) = entry.split_once('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_crate_and_not_one_whose_name_begins_the_same() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";

        assert_eq!(find_locked(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(find_locked(lock, "wasm"), None);
    }
}
