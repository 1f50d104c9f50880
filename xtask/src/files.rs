//! Where things are, and file operations whose errors name the file.

use crate::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The repository.
pub fn root() -> PathBuf {
    // The parent of this crate. Cargo set this when it compiled xtask, so it holds for any
    // working directory.
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}

pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |path| root().join(path))
}

pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

pub fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| format!("cannot copy {} to {}: {error}", from.display(), to.display()))
}

pub fn create_dir(path: &Path) -> Result<()> {
    fs::create_dir_all(path)
        .map_err(|error| format!("cannot create the folder {}: {error}", path.display()))
}

/// Creates the folder, or empties it. A link in its place gives way; what it leads to stays.
pub fn empty_dir(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path)
            .map_err(|error| format!("cannot remove the folder {}: {error}", path.display()))?;
    }

    create_dir(path)
}

/// The folders directly in `dir`. A missing folder has none.
pub fn folders(dir: &Path) -> Vec<PathBuf> {
    entries(dir).filter(|path| path.is_dir()).collect()
}

/// The files directly in `dir` whose names end so, sorted. A missing folder has none.
pub fn ending_with(dir: &Path, end: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = entries(dir)
        .filter(|path| path.is_file() && path.to_string_lossy().ends_with(end))
        .collect();

    found.sort();
    found
}

/// The same in `dir` and every folder below it, other people's packages apart.
pub fn ending_with_below(dir: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = ending_with(dir, end);

    for folder in folders(dir) {
        if !folder.ends_with("node_modules") {
            found.extend(ending_with_below(&folder, end));
        }
    }

    found.sort();
    found
}

fn entries(dir: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(dir).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
}

/// Whether both files are there, with the same content.
pub fn same(one: &Path, other: &Path) -> bool {
    match (fs::read(one), fs::read(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

pub fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn emptying_a_link_leaves_alone_what_it_leads_to() {
        let dir = target().join("xtask-tests/empty-dir");
        empty_dir(&dir).unwrap();
        create_dir(&dir.join("original")).unwrap();
        write(&dir.join("original/file"), "kept").unwrap();
        std::os::unix::fs::symlink(dir.join("original"), dir.join("link")).unwrap();

        empty_dir(&dir.join("link")).unwrap();

        assert!(!dir.join("link").is_symlink());
        assert!(!dir.join("link/file").exists());
        assert_eq!(read(&dir.join("original/file")).unwrap(), "kept");
    }
}
