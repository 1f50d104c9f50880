//! `cargo xtask bench`: how fast and how heavy the package is, beside `@logto/browser` and others.
//!
//! What is measured is the packed package, as in the end-to-end tests. The measures are JavaScript, in `tests/bench`.

use crate::process::Program;
use crate::test::{packages, playwright, requirements};
use crate::{Result, files, node};
use std::process::ExitCode;

pub fn run(arguments: &[String]) -> Result<ExitCode> {
    node::check()?;

    // The usage is shown without building anything.
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        return bench(arguments).become_it();
    }
    // Wrong arguments are reported by the program itself, before anything is built.
    if !bench(&["--check".to_owned()]).args(arguments).succeeds()? {
        return Ok(ExitCode::from(2));
    }

    let mut needs = playwright::needs();
    needs.push(requirements::npm_packages(&node::BENCH));
    requirements::require(&needs)?;
    playwright::in_chrome(bench(arguments), &packages::pack()?)?.become_it()
}

fn bench(arguments: &[String]) -> Program {
    Program::new("node").arg(files::root().join("tests/bench/main.js")).args(arguments)
}
