//! The script that answers for the entry file.

use std::{
    cell::RefCell,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::Value;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/entry-file/answer.js");

/// A process of Node that has imported the entry file. It ends with its input, when this value is dropped.
pub struct EntryFile {
    pipe: RefCell<(ChildStdin, BufReader<ChildStdout>)>,
    node: Child,
}

impl EntryFile {
    pub fn start() -> Self {
        let mut node = Command::new("node")
            .arg(SCRIPT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("`node` does not start: {error}. Install Node.js 20."));
        let input = node.stdin.take().expect("an input");
        let output = BufReader::new(node.stdout.take().expect("an output"));
        EntryFile { pipe: RefCell::new((input, output)), node }
    }

    /// Asks a question of a kind that the script knows.
    pub fn ask(&self, kind: &str, mut question: Value) -> Value {
        let (input, output) = &mut *self.pipe.borrow_mut();
        question["kind"] = kind.into();
        writeln!(input, "{question}").expect("a script that reads its questions");
        let mut line = String::new();
        output.read_line(&mut line).expect("a line of text");
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("no answer to {question}: {line:?}"))
    }
}

impl Drop for EntryFile {
    fn drop(&mut self) {
        let _ = self.node.kill();
        let _ = self.node.wait();
    }
}
