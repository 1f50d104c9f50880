//! What the crates that we depend on may be: their licences, where they come from, what is known against them.
//! `deny.toml` says it, and `cargo deny` holds every lock file to it.

use super::sources;
use crate::process::Program;
use crate::results::Outcome;
use crate::{Result, files};
use std::path::PathBuf;
use std::sync::OnceLock;

/// Why advisories were not checked, if they were not.
static NOT_CHECKED: OnceLock<String> = OnceLock::new();

/// What has to be said beside the total.
pub fn note() -> Option<&'static str> {
    NOT_CHECKED.get().map(String::as_str)
}

/// One test for each lock file, and another one for the advisories against what is in it.
pub fn check() -> Result<Outcome> {
    let locked = locked()?;
    let mut outcome = Outcome::default();

    for manifest in &locked {
        let check = deny(manifest)
            .args(["check", "bans", "licenses", "sources"])
            // There are several lock files: what one has no use for, another one needs.
            .args(["-A", "unmatched-skip", "-A", "license-exception-not-encountered"]);
        outcome += run(check);
    }

    match fetch_advisories()? {
        Advisories::Here => {
            for manifest in &locked {
                // Not fetched again, which could fail: a failure here is one of the crates.
                outcome += run(deny(manifest).args(["--offline", "check", "advisories"]));
            }
        }
        Advisories::OutOfReach(why) => {
            let note =
                NOT_CHECKED.get_or_init(|| format!("Advisories were NOT checked (skipped): {why}"));
            eprintln!("{note}");
            outcome += Outcome::skipped();
        }
    }

    Ok(outcome)
}

/// The manifests that have a lock file of their own.
fn locked() -> Result<Vec<String>> {
    let manifests: Vec<String> = sources::list()?
        .iter()
        .filter_map(|path| path.strip_suffix("Cargo.lock"))
        .map(|folder| format!("{folder}Cargo.toml"))
        .collect();

    if manifests.is_empty() {
        return Err("there is no Cargo.lock, and nothing to hold to deny.toml".to_owned());
    }

    Ok(manifests)
}

fn deny(manifest: &str) -> Program {
    // The path is absolute for Cargo, which is asked from another folder.
    Program::new("cargo-deny")
        .args(["--config", "deny.toml", "--workspace", "--locked", "--manifest-path"])
        .arg(files::root().join(manifest))
}

fn run(check: Program) -> Outcome {
    let shown = check.shown().to_owned();

    match check.run() {
        Ok(()) => Outcome::passed(),
        Err(message) => {
            eprintln!("error: {message}");
            Outcome::failed(shown.clone(), shown)
        }
    }
}

#[derive(Debug, PartialEq)]
enum Advisories {
    Here,
    OutOfReach(String),
}

/// A step of its own, so that what cannot be fetched is never taken for what was found, or the other way round.
fn fetch_advisories() -> Result<Advisories> {
    let folder = advisories();

    // A copy that is not whole has no `.git`, and what is done to it would be done to the repository around it.
    files::empty_dir(&folder)?;
    println!("Fetching the advisories against crates.");

    outcome(
        Program::new("cargo-deny")
            .args(["--config", "deny.toml", "--format", "json", "fetch", "db"])
            // Nobody is there to answer, and a connection that stands still is none.
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_HTTP_LOW_SPEED_LIMIT", "1000")
            .env("GIT_HTTP_LOW_SPEED_TIME", "60")
            .env("GIT_CEILING_DIRECTORIES", &folder)
            .output(),
    )
}

/// Where deny.toml has them.
fn advisories() -> PathBuf {
    files::target().join("advisory-dbs")
}

/// By its exit code, cargo-deny does not tell a database that it cannot reach from one that it cannot read, or
/// from a mistake in deny.toml.
fn outcome(fetched: Result<String>) -> Result<Advisories> {
    const UNREACHED: &str = "failed to fetch advisory database ";

    let Err(complaint) = fetched else { return Ok(Advisories::Here) };
    let Some((_, why)) = complaint.split_once(UNREACHED) else { return Err(complaint) };
    // Git's last words, out of a line of JSON: `…fatal: why\n","timestamp":…`.
    let why = why.split("\",\"timestamp\"").next().unwrap_or(why);
    let why = why.split_once("fatal: ").map_or(why, |(_, fatal)| fatal);
    let why = why.split("\\n").next().unwrap_or(why);

    Ok(Advisories::OutOfReach(format!("the database cannot be fetched: {why}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logged(message: &str) -> Result<String> {
        Err(format!(
            r#"`cargo-deny` failed: {{"fields":{{"level":"ERROR","message":"{message}","timestamp":"2025-01-01T00:00:00Z"}},"type":"log"}}"#
        ))
    }

    #[test]
    fn a_database_out_of_reach_is_told_with_the_reason() {
        let unreached = logged(
            r#"failed to fetch database: failed to fetch advisory database https://example.com/db with cli: failed to clone: [\"clone\", \"--depth=1\"]\nCloning into 'db'...\nfatal: unable to access 'https://example.com/db': Could not resolve host: example.com\n"#,
        );

        assert_eq!(
            outcome(unreached),
            Ok(Advisories::OutOfReach(
                "the database cannot be fetched: unable to access 'https://example.com/db': Could not resolve host: example.com".to_owned()
            ))
        );
    }

    #[test]
    fn any_other_failure_is_a_failure() {
        let unreadable = "failed to fetch database: failed to load advisory database: failed to find expected `crates` directory";

        assert!(outcome(logged(unreadable)).is_err());
        assert!(outcome(logged("failed to parse config: expected a table")).is_err());
        assert!(outcome(Err("cannot run `cargo-deny`: No such file".to_owned())).is_err());
    }

    #[test]
    fn a_database_that_is_here_is_used() {
        assert_eq!(outcome(Ok(String::new())), Ok(Advisories::Here));
    }

    #[test]
    fn deny_toml_has_the_advisories_where_they_are_emptied() {
        let config = files::read(&files::root().join("deny.toml")).unwrap();

        assert!(config.contains("\ndb-path = \"${CARGO_TARGET_DIR:-target}/advisory-dbs\"\n"));
        assert!(advisories().ends_with("advisory-dbs"));
    }

    #[test]
    fn the_workspace_is_among_what_is_checked() {
        assert!(locked().unwrap().contains(&"Cargo.toml".to_owned()));
    }
}
