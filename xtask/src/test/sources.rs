//! The files that make up the repository: those that Git knows, and those that it would take.

use crate::process::Program;
use crate::{Result, files};

/// Their paths from the root.
pub fn list() -> Result<Vec<String>> {
    let listed = Program::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()?;
    // One that was deleted and not yet committed is still listed.
    let there = |path: &&str| files::root().join(path).is_file();

    Ok(listed.split_terminator('\0').filter(there).map(String::from).collect())
}
