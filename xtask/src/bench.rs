//! `cargo xtask bench`: how fast and how heavy the package is, beside `@logto/browser` and others.
//!
//! The packed package is measured, as the end-to-end tests have it; everything else is JavaScript, in
//! `tests/bench`.

use crate::process::Program;
use crate::test::{packages, playwright, requirements};
use crate::{Result, files, node};
use std::process::ExitCode;

pub fn run(arguments: &[String]) -> Result<ExitCode> {
    node::check()?;

    // Neither a question nor a mistake must cost a build.
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        return bench(arguments).become_it();
    }
    // It has said what is wrong.
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
