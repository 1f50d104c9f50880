//! `cargo xtask demo`: the tutorial's site on this machine.

use crate::process::Program;
use crate::{Result, build, files, node};
use std::process::ExitCode;

pub fn command(arguments: &[String]) -> Result<ExitCode> {
    let demo =
        Program::new("node").arg(files::root().join("examples/demo/main.js")).args(arguments);

    // Its options are its own business; only the question about them must not cost a build.
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        node::check()?;
        return demo.become_it();
    }

    node::TESTS.install()?;
    build::build()?;
    // In place of xtask, so that Ctrl-C and any other signal reach the one process that has
    // servers to stop.
    demo.become_it()
}
