//! What we depend on.

use super::{deny, packages};
use crate::counts::Counts;
use crate::{Result, files, node, tools};

pub fn prepare() -> Result<()> {
    node::check()?;
    tools::cargo_deny()
}

pub fn dependencies() -> Result<Counts> {
    let mut counts = packages::node_tests(&[files::root().join("tests/supply")], &[])?;

    counts += deny::check()?;
    Ok(counts)
}
