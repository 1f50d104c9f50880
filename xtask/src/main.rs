//! The project's own commands: `cargo xtask <command>`.

mod apt;
mod bench;
mod browsers;
mod build;
mod compat;
mod counts;
mod demo;
mod docs;
mod files;
mod fuzz;
mod node;
mod process;
mod screenshots;
mod size;
mod small_std;
mod test;
mod tools;

use std::process::ExitCode;

/// An error is a text for the person at the keyboard: what happened, and what to do about it.
type Result<T, E = String> = std::result::Result<T, E>;

struct Task {
    name: &'static str,
    summary: &'static str,
    run: fn(&[String]) -> Result<ExitCode>,
}

const TASKS: &[Task] = &[
    Task {
        name: "bench",
        summary: "build, then measure the package beside @logto/browser and others (bench --help: measures)",
        run: bench::command,
    },
    Task {
        name: "build",
        summary: "compile the crate and make the npm package in pkg/dist",
        run: build::command,
    },
    Task {
        name: "demo",
        summary: "build, then run the tutorial's site with a local provider (demo --help: options)",
        run: demo::command,
    },
    Task {
        name: "docs",
        summary: "make the API reference, as web pages in target/docs",
        run: docs::command,
    },
    Task {
        name: "fuzz",
        summary: "look for input that breaks what reads it, in millions (fuzz --help: targets)",
        run: fuzz::command,
    },
    Task {
        name: "screenshots",
        summary: "build, then take the pictures of the guide for Webflow anew, in Chrome",
        run: screenshots::command,
    },
    Task {
        name: "size",
        summary: "build, then compare the package's size with @logto/browser and the budget (--accept, --top)",
        run: size::command,
    },
    Task {
        name: "test",
        summary: "run every test, in Chrome, Firefox and WebKitGTK too (test --help: parts of it)",
        run: test::command,
    },
    Task {
        name: "help",
        summary: "show this list",
        run: |_| {
            println!("{}", overview());
            Ok(ExitCode::SUCCESS)
        },
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match arguments.split_first() {
        None => ("help", &[][..]),
        Some((name, rest)) => (name.as_str(), rest),
    };
    let name = if matches!(name, "-h" | "--help") { "help" } else { name };

    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprintln!("error: there is no command `{name}`\n\n{}", overview());
        return ExitCode::from(2);
    };

    match (task.run)(rest) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn overview() -> String {
    let mut text = String::from("Usage: cargo xtask <command>\n");

    for task in TASKS {
        text.push_str(&format!("\n  {:<11} {}", task.name, task.summary));
    }

    text.push_str(
        "\n\nEach command installs what it lacks, below target/ and node_modules/, and says so first.",
    );
    text
}

/// For commands that take no arguments: a mistyped flag must not be taken for a plain run.
fn no_arguments(command: &str, arguments: &[String]) -> Result<()> {
    match arguments.first() {
        None => Ok(()),
        Some(first) => Err(format!("`cargo xtask {command}` takes no `{first}`")),
    }
}
