//! `cargo xtask demo`: the tutorial's site, and the same without code, on this machine.

use crate::process::Program;
use crate::{Result, build, files, node};
use std::process::ExitCode;

pub fn run(arguments: &[String]) -> Result<ExitCode> {
    node::check()?;

    // Its options are its own business; only what needs no build must not cost one.
    if arguments.iter().any(|argument| QUESTIONS.contains(&argument.as_str())) {
        return demo(arguments).become_it();
    }
    // It has said what is wrong.
    if !demo(&["--check".to_owned()]).args(arguments).succeeds()? {
        return Ok(ExitCode::FAILURE);
    }

    node::TESTS.install()?;
    build::build()?;
    // In place of xtask, so that Ctrl-C and any other signal reach the one process that has
    // servers to stop.
    demo(arguments).become_it()
}

/// What starts nothing.
const QUESTIONS: &[&str] = &["--help", "-h", "--check"];

fn demo(arguments: &[String]) -> Program {
    Program::new("node").arg(files::root().join("examples/demo/main.js")).args(arguments)
}
