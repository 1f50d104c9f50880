//! What lock files and manifests say of the dependencies.

use super::packages;
use super::selection::Selection;
use super::suites::Part;
use crate::results::Outcome;
use crate::{Result, files, node};

pub fn manifests(selection: &Selection) -> Result<Outcome> {
    node::check()?;
    packages::node_tests(Part::Supply, selection, &[files::root().join("tests/supply")], &[])
}
