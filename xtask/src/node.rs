//! Node.js and the npm packages that the commands use.

use crate::process::Program;
use crate::{Result, files, progress};
use std::path::{Path, PathBuf};

/// Major and minor version.
const OLDEST: (u32, u32) = (20, 10);

/// A folder with a package.json of ours.
pub struct Packages {
    pub dir: &'static str,
}

/// The bundler, the WebAssembly optimiser and the type checker.
pub const BUILD: Packages = Packages { dir: "xtask/npm" };

/// The local OpenID provider and the browser driver.
pub const TESTS: Packages = Packages { dir: "tests" };

/// The libraries that the package is measured beside.
pub const BENCH: Packages = Packages { dir: "tests/bench" };

impl Packages {
    pub fn path(&self) -> PathBuf {
        files::root().join(self.dir)
    }

    /// A package's own file, such as a program in it.
    pub fn file(&self, path: impl AsRef<Path>) -> PathBuf {
        self.path().join("node_modules").join(path)
    }

    pub fn install(&self) -> Result<()> {
        install(&self.path())
    }
}

/// Whether the packages of a folder are those that its lock file names.
pub fn is_installed(dir: &Path) -> bool {
    // npm writes this file last. Git gives a changed file the time of the checkout.
    let installed = files::modified(&dir.join("node_modules/.package-lock.json"));

    installed.is_some() && installed >= files::modified(&dir.join("package-lock.json"))
}

/// Installs exactly what the lock file of a folder names, unless that is there already.
pub fn install(dir: &Path) -> Result<()> {
    check()?;
    if is_installed(dir) {
        return Ok(());
    }

    let shown = dir.strip_prefix(files::root()).unwrap_or(dir).display();
    progress::installing(&format!("the npm packages of {shown}"), "as its lock file names them");
    Program::new("npm").args(["ci", "--no-audit", "--no-fund"]).dir(dir).run_silently()
}

/// A script of xtask, run by Node.
pub fn script(name: &str) -> Program {
    Program::new("node").arg(BUILD.path().join(name))
}

/// Node has to be there, and new enough.
pub fn check() -> Result<()> {
    let (major, minor) = OLDEST;
    let advice = format!("Install Node.js {major}.{minor} or newer, with npm: https://nodejs.org");
    let version = Program::new("node")
        .arg("--version")
        .output()
        .map_err(|_| format!("Node.js is missing. {advice}"))?;

    if parsed(&version).is_none_or(|version| version < OLDEST) {
        return Err(format!("Node.js {} is too old. {advice}", version.trim()));
    }

    Program::new("npm")
        .arg("--version")
        .output()
        .map(drop)
        .map_err(|_| format!("npm is missing. {advice}"))
}

/// The major and minor version out of `v20.20.2`.
fn parsed(version: &str) -> Option<(u32, u32)> {
    let mut numbers =
        version.trim().strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::parsed;

    #[test]
    fn reads_major_and_minor_version() {
        assert_eq!(parsed("v20.9.2\n"), Some((20, 9)));
        assert!(parsed("v20.9.2").unwrap() < super::OLDEST);
        assert_eq!(parsed("nonsense"), None);
    }
}
