//! What a WebAssembly module is made of: its sections, and its functions by name.

use std::collections::HashMap;
use wasmparser::{BinaryReaderError, KnownCustom, Name, Parser, Payload, TypeRef};

#[derive(Debug, Default, PartialEq)]
pub struct Contents {
    /// In the order of the file, its header first. Together they are the file.
    pub sections: Vec<(String, u64)>,
    /// In the order of the file.
    pub functions: Vec<Function>,
}

#[derive(Debug, PartialEq)]
pub struct Function {
    /// `None` where the module has no name for it.
    pub name: Option<String>,
    pub bytes: u64,
}

pub fn read(module: &[u8]) -> Result<Contents, BinaryReaderError> {
    let mut contents = Contents::default();
    let mut names = HashMap::new();
    // Functions are numbered from the imported ones on, which have no code here.
    let mut imported = 0;
    let mut at = 0;

    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;

        match &payload {
            Payload::Version { range, .. } => {
                contents.sections.push(("header".to_owned(), range.end - at));
                at = range.end;
            }
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports() {
                    imported +=
                        u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                contents.functions.push(Function { name: None, bytes: range.end - range.start });
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(parts) = section.as_known() {
                    for part in parts {
                        let Name::Function(functions) = part? else { continue };
                        for naming in functions {
                            let naming = naming?;
                            names.insert(naming.index, naming.name);
                        }
                    }
                }
            }
            _ => {}
        }

        if let Some((id, range)) = payload.as_section() {
            // With what comes before its content: which section it is, and how long.
            contents.sections.push((section_name(id, &payload), range.end - at));
            at = range.end;
        }
    }

    for (index, function) in (imported..).zip(&mut contents.functions) {
        function.name = names.get(&index).map(|name| (*name).to_owned());
    }

    Ok(contents)
}

/// As the specification has them.
fn section_name(id: u8, payload: &Payload) -> String {
    const NAMES: [&str; 14] = [
        "custom",
        "type",
        "import",
        "function",
        "table",
        "memory",
        "global",
        "export",
        "start",
        "element",
        "code",
        "data",
        "data count",
        "tag",
    ];

    match payload {
        Payload::CustomSection(section) => section.name().to_owned(),
        _ => NAMES.get(usize::from(id)).map_or_else(|| id.to_string(), |name| (*name).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(import "m" "f" (func))`, `(func $a nop)` and `(func)`.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x07\x01\x01m\x01f\0\0\
        \x03\x03\x02\0\0\
        \x0a\x08\x02\x03\0\x01\x0b\x02\0\x0b\
        \0\x0e\x04name\x01\x07\x02\0\x01i\x01\x01a";

    #[test]
    fn finds_functions_after_the_imported_ones() {
        let functions = read(MODULE).unwrap().functions;

        assert_eq!(
            functions,
            [Function { name: Some("a".to_owned()), bytes: 3 }, Function { name: None, bytes: 2 }]
        );
    }

    #[test]
    fn sections_are_the_whole_file_together() {
        let sections = read(MODULE).unwrap().sections;
        let names: Vec<&str> = sections.iter().map(|(name, _)| name.as_str()).collect();

        assert_eq!(names, ["header", "type", "import", "function", "code", "name"]);
        assert_eq!(sections[4].1, 10);
        assert_eq!(sections.iter().map(|(_, bytes)| bytes).sum::<u64>(), MODULE.len() as u64);
    }

    #[test]
    fn refuses_what_is_no_module() {
        assert!(read(b"oops").is_err());
        assert!(read(&MODULE[..MODULE.len() - 1]).is_err());
    }
}
