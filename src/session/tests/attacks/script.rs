//! The script that runs the cases, and the messages that it sends.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use serde_json::Value;

use super::visit::Visit;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/attacks/native.js");

/// What the cases of a file come to.
#[derive(Default)]
pub struct Report {
    /// How many cases have run.
    pub ran: usize,
    /// The cases that have failed, and why.
    pub failures: Vec<String>,
    /// The codes of all errors.
    pub codes: BTreeSet<String>,
}

/// Runs the cases of a file.
pub fn run(file: &str) -> Report {
    let mut node = Command::new("node")
        .args([SCRIPT, file])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("`node` does not start: {error}. Install Node.js 20."));
    let mut input = node.stdin.take().expect("an input");
    let output = BufReader::new(node.stdout.take().expect("an output"));
    let mut report = Report::default();
    let mut visit = None;

    for line in output.lines() {
        let line = line.expect("a line of text");
        let message: Value = serde_json::from_str(&line).expect("a message in JSON");
        let answer = match message["kind"].as_str() {
            Some("begin") => {
                visit = Some(Visit::new(message["now"].as_f64().expect("a time")));
                None
            }
            Some("end") => {
                report.end(&message, visit.take());
                None
            }
            _ => visit.as_mut().expect("a case that has begun").follow(&message),
        };
        if let Some(answer) = answer {
            writeln!(input, "{answer}").expect("a script that reads its answers");
        }
    }
    let status = node.wait().expect("an exit status");
    assert!(status.success(), "`node {SCRIPT} {file}` fails: {status}");
    report
}

impl Report {
    /// A case has come to its end.
    fn end(&mut self, message: &Value, visit: Option<Visit>) {
        let title = message["title"].as_str().expect("a title");
        let mut visit = visit.expect("a case that has begun");
        self.ran += 1;
        self.codes.append(&mut visit.codes);
        match message["failure"].as_str() {
            Some(failure) => self.failures.push(format!("{title}: {failure}")),
            None if visit.calls == 0 => self.failures.push(format!("{title}: it calls nothing")),
            None => {}
        }
    }
}
