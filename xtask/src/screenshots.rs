//! `cargo xtask screenshots`: the pictures in the guide for Webflow, of the demo as it is now.
//!
//! What is visited, and how, is JavaScript, in `tests/screenshots`.

use crate::process::Program;
use crate::test::{packages, playwright};
use crate::{Result, files, no_arguments, node};
use std::process::ExitCode;

pub fn command(arguments: &[String]) -> Result<ExitCode> {
    no_arguments("screenshots", arguments)?;
    node::check()?;
    playwright::prepare()?;

    let script = files::root().join("tests/screenshots/main.js");
    let program = Program::new("node").arg(script);

    playwright::in_chrome(program, &packages::pack()?)?.become_it()
}
