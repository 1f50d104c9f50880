//! `cargo xtask docs`: the API reference, from the package's declarations.

use crate::{Result, files, node};
use std::process::ExitCode;

pub fn run() -> Result<ExitCode> {
    node::BUILD.install()?;
    // What is not documented, or links to nothing, is an error.
    node::script("node_modules/typedoc/bin/typedoc")
        .arg("--options")
        .arg(node::BUILD.path().join("typedoc.json"))
        .run()?;
    println!("Made {}", files::target().join("docs/index.html").display());
    Ok(ExitCode::SUCCESS)
}
