//! Whoever has the source can find out that the published files are made of it: a second build, of a copy of the
//! source in another folder, has to give the same bytes.

use super::sources;
use crate::build::work_dir;
use crate::process::Program;
use crate::results::Outcome;
use crate::{Result, files, node};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// One test for each file that the build makes.
pub fn compare() -> Result<Outcome> {
    let first = files::root().join("pkg/dist");
    let folder = folder();

    copy_sources(&folder)?;
    build(&folder)?;
    let second = folder.join("pkg/dist");
    let names = names(&first);
    let again = self::names(&second);

    if names.is_empty() || names != again {
        return Err(format!("one build made {names:?}, the other {again:?}"));
    }

    let mut outcome = Outcome::default();
    for name in names {
        match difference(&read(&first.join(&name))?, &read(&second.join(&name))?) {
            None => {
                println!("pkg/dist/{name}: the same from both folders");
                outcome += Outcome::passed();
            }
            Some(at) => {
                let what = format!("pkg/dist/{name} depends on the folder: byte {at} differs");
                eprintln!("error: {what}");
                outcome += Outcome::failed(what, "cargo xtask test supply --full");
            }
        }
    }

    Ok(outcome)
}

/// Deeper than the repository, so that its path is longer. Kept, with its build folder: what the crate depends on
/// is not compiled each time.
fn folder() -> PathBuf {
    work_dir().join("rebuild/in-another-folder")
}

/// Puts the source there, and nothing that was made of it.
fn copy_sources(folder: &Path) -> Result<()> {
    files::create_dir(folder)?;
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok()) {
        if entry.file_name() != "target" {
            let path = entry.path();
            let removed =
                if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(|error| format!("cannot remove {}: {error}", path.display()))?;
        }
    }

    // Cargo adds up the configurations of all the folders around: the repository's would count twice.
    let configured = folder.starts_with(files::root());

    for path in sources::list()? {
        if configured && path.starts_with(".cargo/") {
            continue;
        }
        let (from, to) = (files::root().join(&path), folder.join(&path));

        files::create_dir(to.parent().unwrap_or(folder))?;
        files::copy(&from, &to)?;
        // By their times it is known what has changed, and what is installed.
        dated(&to, files::modified(&from).unwrap_or_else(SystemTime::now))?;
    }

    Ok(())
}

fn build(folder: &Path) -> Result<()> {
    let target = folder.join("target");
    let start = SystemTime::now();

    // Cargo keeps what the crate depends on; nothing else may be left of the last time.
    for path in [target.join("npm/compat"), target.join("npm/glue")] {
        files::empty_dir(&path)?;
    }
    for name in ["logto_wasm.wasm", "optimised-from.wasm"] {
        let _ = fs::remove_file(target.join("npm").join(name));
    }
    dated(&folder.join("src/lib.rs"), start)?;

    // The same tools: they are made for this machine, and not of this source.
    link(&files::target().join("tools"), &target.join("tools"))?;
    link(&node::BUILD.file(""), &folder.join(node::BUILD.dir).join("node_modules"))?;

    Program::new("cargo")
        .args(["xtask", "build"])
        .dir(folder)
        .env("CARGO_TARGET_DIR", &target)
        .run()?;

    let module = target.join("npm/cargo/wasm32-unknown-unknown/release/logto_wasm.wasm");
    if files::modified(&module) < Some(start) {
        return Err("the crate was not compiled a second time".to_owned());
    }

    Ok(())
}

fn dated(path: &Path, time: SystemTime) -> Result<()> {
    File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(time))
        .map_err(|error| format!("cannot date {}: {error}", path.display()))
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> Result<()> {
    let _ = fs::remove_file(at);
    std::os::unix::fs::symlink(to, at)
        .map_err(|error| format!("cannot link {} to {}: {error}", at.display(), to.display()))
}

/// Links need a permission elsewhere: the second build installs what it lacks.
#[cfg(not(unix))]
fn link(_to: &Path, _at: &Path) -> Result<()> {
    Ok(())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = files::ending_with(folder, "")
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();

    names.sort();
    names
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Where two files begin to differ.
fn difference(one: &[u8], other: &[u8]) -> Option<usize> {
    if one == other {
        return None;
    }

    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    Some(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_differ_by_content_and_by_length() {
        assert_eq!(difference(b"abc", b"abc"), None);
        assert_eq!(difference(b"abc", b"abd"), Some(2));
        assert_eq!(difference(b"abc", b"ab"), Some(2));
        assert_eq!(difference(b"", b"a"), Some(0));
    }

    #[test]
    fn the_second_folder_has_a_path_of_another_length() {
        assert!(folder().as_os_str().len() > files::root().as_os_str().len());
    }
}
