//! `docs/errors.md` is made here of the table of errors and the words beside it. Where the file is another one, it is
//! written anew, and the test fails once: what it has written is to be committed.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

use crate::protocol::{
    Code,
    error::{
        Class,
        explained::{AREAS, Explained},
    },
};

/// What is between these is made; what is around them is written by hand.
const BEGIN: &str = "<!-- codes: made by src/protocol/tests/error_page.rs -->\n";
const END: &str = "<!-- /codes -->\n";

fn all() -> impl Iterator<Item = &'static Explained> {
    AREAS.iter().flat_map(|area| area.codes)
}

fn class_name(code: Code) -> &'static str {
    match code.class() {
        Class::Logto => "LogtoError",
        Class::Client => "LogtoClientError",
        Class::Request => "LogtoRequestError",
    }
}

/// The anchor of a heading that is made of letters, hyphens and spaces, as GitHub makes it.
fn anchor(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

fn made() -> String {
    let mut page = String::new();
    for area in AREAS {
        let code = |each: &Explained| format!("[`{0}`](#{0})", each.code.as_str());
        let codes: Vec<_> = area.codes.iter().map(code).collect();
        writeln!(page, "- [{}](#{}): {}", area.title, anchor(area.title), codes.join(", "))
            .unwrap();
    }
    for area in AREAS {
        write!(page, "\n## {}\n\n{}\n", area.title, area.about).unwrap();
        for each in area.codes {
            page.push_str(&section(each));
        }
    }
    page
}

fn section(each: &Explained) -> String {
    let (code, text) = (each.code.as_str(), each.code.text());
    let (class, why) = (class_name(each.code), each.why);
    let mut section = format!("\n<a id=\"{code}\"></a>\n\n### `{code}`\n\n`{class}`: {text}\n");
    write!(section, "\n**Why.** {why}\n\n**What to do.**\n\n").unwrap();
    for (place, what) in each.remedies {
        writeln!(section, "- **{}**: {what}", place.name()).unwrap();
    }
    if let Some(specification) = each.specification {
        write!(section, "\n**Specification.** {specification}.\n").unwrap();
    }
    section
}

#[test]
fn the_page_is_what_the_table_makes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md");
    let before = fs::read_to_string(&path).expect("docs/errors.md is there");
    let (head, rest) = before.split_once(BEGIN).expect("the page has the mark where codes begin");
    let (_, tail) = rest.split_once(END).expect("the page has the mark where they end");
    let after = [head, BEGIN, "\n", &made(), "\n", END, tail].concat();
    if before != after {
        match fs::write(&path, &after) {
            Ok(()) => {
                panic!("docs/errors.md was not up to date, and has been rewritten: commit it")
            }
            Err(why) => {
                panic!("docs/errors.md cannot be written ({why}). It should be:\n\n{after}")
            }
        }
    }
}

#[test]
fn every_code_is_explained_once_in_words() {
    let mut explained = BTreeSet::new();
    for each in all() {
        let name = each.code.as_str();
        assert!(explained.insert(name), "{name} is explained twice");
        assert!(!each.remedies.is_empty(), "{name}: what is there to do?");
        let mut places = Vec::new();
        for (place, _) in each.remedies {
            assert!(!places.contains(place), "{name}: {} is there twice", place.name());
            places.push(*place);
        }
        let words = each.remedies.iter().map(|(_, what)| *what).chain([each.why]);
        for words in words {
            let is_sentence = words.len() > 10 && words.ends_with(['.', ')', '`']);
            assert!(is_sentence && words.trim() == words, "{name}: {words:?} is no sentence");
            assert!(!words.contains("  "), "{name}: two spaces in {words:?}");
        }
    }
    let table: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(explained, table);
}

/// All the SDK's code: what is compiled, and the JavaScript around it.
fn sources(folder: &Path, into: &mut String) {
    let is_apart =
        |name: &str| ["tests", "explained", "table.rs", "error-texts.js"].contains(&name);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !is_apart(name) {
            sources(&path, into);
        } else if (name.ends_with(".rs") || name.ends_with(".js")) && !is_apart(name) {
            let text = fs::read_to_string(&path).unwrap();
            // What comments say is thrown nowhere.
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            code.for_each(|line| {
                into.push_str(line);
                into.push('\n');
            });
        }
    }
}

#[test]
fn what_is_kept_for_others_is_thrown_nowhere_and_all_else_somewhere() {
    let mut source = String::new();
    for folder in ["src", "pkg/src"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut source);
    }
    let kept = AREAS.last().unwrap();
    assert_eq!(kept.title, "Kept for other packages");
    for code in Code::ALL {
        let in_rust = format!("Code::{code:?}");
        let is_followed = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric());
        let is_thrown = source.split(&in_rust).skip(1).any(is_followed)
            || source.contains(&format!("'{}'", code.as_str()));
        let is_kept = kept.codes.iter().any(|each| each.code == *code);
        assert_eq!(is_thrown, !is_kept, "{}", code.as_str());
    }
}
