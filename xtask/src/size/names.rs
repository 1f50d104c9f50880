//! Names of functions, for people: as they are in the source, without what tells equal ones apart.

/// The longest that is shown.
const LONGEST: usize = 100;

/// wasm-bindgen has demangled them, and left hashes: `serde[186d57671b4a9207]::de`, `f::h0123456789abcdef`.
pub fn readable(name: &str) -> String {
    let name = without_crate_hashes(name);
    let name = without_function_hash(&name);

    shortened(&name.replace("logto_wasm::", ""))
}

/// A bracket is of a hash if it comes right after a name: `[f32]` by itself is a type.
fn without_crate_hashes(name: &str) -> String {
    let mut text = String::new();
    let mut rest = name;

    while let Some((before, after)) = rest.split_once('[') {
        let is_of_name = before.ends_with(|last: char| last.is_alphanumeric() || last == '_');

        text.push_str(before);
        match after.split_once(']') {
            Some((hash, beyond)) if is_of_name && is_hexadecimal(hash) => rest = beyond,
            // Only the bracket: there may be names in it.
            _ => {
                text.push('[');
                rest = after;
            }
        }
    }

    text + rest
}

fn without_function_hash(name: &str) -> &str {
    match name.rsplit_once("::h") {
        Some((before, hash)) if hash.len() == 16 && is_hexadecimal(hash) => before,
        _ => name,
    }
}

fn is_hexadecimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        None => name.to_owned(),
        Some(_) => name.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_hashes() {
        assert_eq!(
            readable("<logto_wasm[186d57671b4a9207]::js::Core as core[1f]::fmt::Debug>::fmt"),
            "<js::Core as core::fmt::Debug>::fmt"
        );
        assert_eq!(readable("dlmalloc::malloc::h0123456789abcdef"), "dlmalloc::malloc");
    }

    #[test]
    fn keeps_what_only_looks_like_one() {
        for name in [
            "<[f32] as a::B>::c",
            "a::<&[u8], [f64]>",
            "a::<[u8; 32]>",
            "a::hello",
            "a[i]",
            "a[b",
            "[]",
        ] {
            assert_eq!(readable(name), name);
        }
        assert_eq!(readable("a::<[std[1f]::Vec]>"), "a::<[std::Vec]>");
    }

    #[test]
    fn shortens_by_characters() {
        assert_eq!(readable(&"é".repeat(100)), "é".repeat(100));
        assert_eq!(readable(&"é".repeat(101)), format!("{}…", "é".repeat(99)));
    }
}
