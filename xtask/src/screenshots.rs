//! `cargo xtask screenshots`: the pictures in the guide for Webflow, of the demo as it is now.
//!
//! What is visited, and how, is JavaScript, in `tests/screenshots`.

use crate::process::Program;
use crate::test::{packages, playwright, requirements};
use crate::{Result, files, node};
use std::process::ExitCode;

pub fn run() -> Result<ExitCode> {
    node::check()?;
    requirements::require(&playwright::needs())?;

    let script = files::root().join("tests/screenshots/main.js");
    let program = Program::new("node").arg(script);

    playwright::in_chrome(program, &packages::pack()?)?.become_it()
}
