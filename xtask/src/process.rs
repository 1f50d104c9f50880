//! Other programs: each is printed before it runs, and an error says which one failed.

use crate::{Result, files};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Stdio};

pub struct Program {
    command: Command,
    shown: String,
}

/// What a program left behind.
pub struct Finished {
    pub success: bool,
    pub output: String,
}

impl Program {
    pub fn new(name: impl AsRef<OsStr>) -> Self {
        let name = name.as_ref();
        let mut command = Command::new(name);

        command.current_dir(files::root());
        command.env("PATH", path_with_tools());
        // Variables that `cargo run` sets for xtask's own crate. Some build scripts watch them, so
        // passing them on would recompile those crates whenever xtask and the shell take turns.
        for (variable, _) in std::env::vars_os() {
            let text = variable.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&variable);
            }
        }

        Program { command, shown: short(&name.to_string_lossy()) }
    }

    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        let argument = argument.as_ref();
        self.shown.push(' ');
        self.shown.push_str(&short(&argument.to_string_lossy()));
        self.command.arg(argument);
        self
    }

    pub fn args<A: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Program::arg)
    }

    /// Sets a variable, and shows it: whoever repeats the command by hand needs it too.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        let value = value.as_ref();
        self.shown = format!("{name}={} {}", short(&value.to_string_lossy()), self.shown);
        self.command.env(name, value);
        self
    }

    pub fn without(mut self, variables: &[&str]) -> Self {
        for name in variables {
            self.command.env_remove(name);
        }
        self
    }

    pub fn dir(mut self, dir: impl AsRef<std::path::Path>) -> Self {
        let dir = dir.as_ref();
        self.shown = format!("(cd {}) {}", short(&dir.to_string_lossy()), self.shown);
        self.command.current_dir(dir);
        self
    }

    /// The command as a person would type it at the root of the repository.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    fn announce(&self) {
        println!("$ {}", self.shown);
    }

    fn unable(&self, error: &std::io::Error) -> String {
        format!("cannot run `{}`: {error}", self.shown)
    }

    /// Runs it on this terminal; anything but success is an error.
    pub fn run(mut self) -> Result<()> {
        self.announce();
        let status = self.command.status().map_err(|error| self.unable(&error))?;
        succeeded(status, &self.shown)
    }

    /// Runs it beside another program that has this terminal: its output is shown only if it fails.
    pub fn run_silently(mut self) -> Result<()> {
        let output =
            self.command.stdin(Stdio::null()).output().map_err(|error| self.unable(&error))?;

        succeeded(output.status, &self.shown).map_err(|error| {
            let lines = [output.stdout, output.stderr]
                .map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
            format!("{error}\n{}", lines.join("\n"))
        })
    }

    /// Whether it ends well: a question whose answer it gives on this terminal, so not announced.
    pub fn succeeds(mut self) -> Result<bool> {
        let status = self.command.status().map_err(|error| self.unable(&error))?;
        Ok(status.success())
    }

    /// What it writes to stdout, for looking something up: not announced.
    pub fn output(mut self) -> Result<String> {
        let output =
            self.command.stdin(Stdio::null()).output().map_err(|error| self.unable(&error))?;

        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            return Err(format!("`{}` failed: {}", self.shown, complaint.trim()));
        }

        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it on this terminal and keeps what it writes to stdout.
    pub fn watch(mut self) -> Result<Finished> {
        self.announce();
        let mut child = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| self.unable(&error))?;
        let mut output = Vec::new();

        if let Some(stdout) = child.stdout.take() {
            let mut reader = BufReader::new(stdout);
            let mut line = Vec::new();
            let terminal = std::io::stdout();

            // By line, and as bytes: a program may write something that is no UTF-8.
            while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
                // A closed terminal must not keep the tests from being counted.
                let _ = terminal.lock().write_all(&line);
                let _ = terminal.lock().flush();
                output.append(&mut line);
            }
        }

        let status = child.wait().map_err(|error| self.unable(&error))?;

        Ok(Finished {
            success: status.success(),
            output: String::from_utf8_lossy(&output).into_owned(),
        })
    }

    /// Runs it in place of xtask: signals reach it alone, and its exit code is the command's.
    #[cfg(unix)]
    pub fn become_it(mut self) -> Result<std::process::ExitCode> {
        use std::os::unix::process::CommandExt;

        self.announce();
        let error = self.command.exec();
        Err(self.unable(&error))
    }

    #[cfg(not(unix))]
    pub fn become_it(mut self) -> Result<std::process::ExitCode> {
        self.announce();
        let status = self.command.status().map_err(|error| self.unable(&error))?;
        let code = status.code().and_then(|code| u8::try_from(code).ok());
        Ok(std::process::ExitCode::from(code.unwrap_or(1)))
    }
}

fn succeeded(status: ExitStatus, shown: &str) -> Result<()> {
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

/// A word of a command line. Paths in the repository are shown from its root.
fn short(text: &str) -> String {
    let root = format!("{}/", files::root().display());
    quoted(&text.replace(&root, ""))
}

/// A word as a shell reads it.
pub fn quoted(word: &str) -> String {
    // Only a word with a null character cannot be quoted, and no program can be given such a word.
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), String::from)
}

/// The project's tools come first: a global one may be of another version.
fn path_with_tools() -> OsString {
    let mut paths = vec![crate::tools::bin()];
    paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));

    // Fails only if a folder's name holds the separator; then the old value is the best there is.
    std::env::join_paths(paths).unwrap_or_else(|_| std::env::var_os("PATH").unwrap_or_default())
}

/// Where a program is, if it is on the PATH.
pub fn find(name: &str) -> Option<std::path::PathBuf> {
    std::env::split_paths(&path_with_tools())
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}
