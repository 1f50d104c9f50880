//! A small standard library for the package's module: compiled along with the crate, for size and
//! without its panic messages, so that a third less of it arrives in the module. That takes options
//! which the compiler does not call stable. Without them the module is larger, and no different.

use crate::process::Program;
use crate::{Result, tools};

const COMPILER_OPTIONS: &[&str] = &[
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    // Any function may be inlined into another crate: a twentieth of the module is left out by that.
    "-Zcross-crate-inline-threshold=always",
];

/// Makes ready what it is compiled from, or says why it cannot be.
pub fn install() -> Result<()> {
    let version = Program::new("rustc").arg("--version").output()?;
    let understood = unlocked(Program::new("rustc"))
        .args(COMPILER_OPTIONS)
        .args(["--print", "cfg", "--target", tools::WASM])
        .output();

    if understood.is_err() {
        let version = version.split(" (").next().unwrap_or_default().trim();
        return Err(format!("{version} does not know the options for a smaller one"));
    }

    tools::rust_source()
}

/// The options for `cargo build`.
pub fn compile_along(cargo: Program) -> Program {
    let quoted: Vec<String> = COMPILER_OPTIONS.iter().map(|option| format!("'{option}'")).collect();

    unlocked(cargo)
        .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size", "--config"])
        .arg(format!("target.{}.rustflags=[{}]", tools::WASM, quoted.join(",")))
}

/// A stable compiler takes unstable options only with this.
fn unlocked(program: Program) -> Program {
    program.env("RUSTC_BOOTSTRAP", "1")
}
