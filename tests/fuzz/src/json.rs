//! JSON as a page reads it: `JSON.parse`, then `src/platform/browser/json.rs`.
//!
//! `serde_json` refuses what a browser takes: numbers beyond all doubles (they are infinite) and halves
//! of surrogate pairs (they become U+FFFD).

use crate::protocol::json::Value;

/// As deep as the browser's reader goes.
const MAX_DEPTH: u32 = 64;

/// The value that `text` spells.
#[must_use]
pub fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text };
    let value = reader.value(MAX_DEPTH)?;
    reader.space();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Is `token` what comes next? Then it is behind us.
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        self.space();
        match self.rest.as_bytes().first()? {
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => self.string().map(Value::String),
            b't' => self.take("true").then_some(Value::Bool(true)),
            b'f' => self.take("false").then_some(Value::Bool(false)),
            b'n' => self.take("null").then_some(Value::Null),
            _ => self.number(),
        }
    }

    fn array(&mut self, depth: u32) -> Option<Value> {
        let mut items = Vec::new();
        self.rest = &self.rest[1..];
        self.space();
        while !self.take("]") {
            if !items.is_empty() && !self.take(",") {
                return None;
            }
            items.push(self.value(depth)?);
            self.space();
        }
        Some(Value::Array(items))
    }

    fn object(&mut self, depth: u32) -> Option<Value> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        self.rest = &self.rest[1..];
        self.space();
        let mut is_first = true;
        while !self.take("}") {
            if !is_first && !self.take(",") {
                return None;
            }
            is_first = false;
            self.space();
            let name = self.string()?;
            self.space();
            if !self.take(":") {
                return None;
            }
            let value = self.value(depth)?;
            // The last one counts, in the place of the first.
            match fields.iter_mut().find(|field| field.0 == name) {
                Some(field) => field.1 = value,
                None => fields.push((name, value)),
            }
            self.space();
        }
        Some(Value::Object(fields.into_iter().collect()))
    }

    fn number(&mut self) -> Option<Value> {
        let is_part = |character: char| "+-.0123456789eE".contains(character);
        let end = self.rest.find(|character| !is_part(character)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        let digits = number.strip_prefix('-').unwrap_or(number);
        let (whole, after) = digits.split_at(digits.bytes().take_while(u8::is_ascii_digit).count());
        let is_whole = whole == "0" || (!whole.is_empty() && !whole.starts_with('0'));
        let (mantissa, exponent) = match after.find(['e', 'E']) {
            Some(at) => (&after[..at], Some(&after[at + 1..])),
            None => (after, None),
        };
        let are_digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_fraction = mantissa.is_empty() || mantissa.strip_prefix('.').is_some_and(are_digits);
        let is_exponent =
            exponent.is_none_or(|text| are_digits(text.strip_prefix(['+', '-']).unwrap_or(text)));
        self.rest = rest;
        // Rust reads what is too large as infinite, too.
        (is_whole && is_fraction && is_exponent).then(|| number.parse().ok().map(Value::Number))?
    }

    fn string(&mut self) -> Option<String> {
        if !self.take("\"") {
            return None;
        }
        // In UTF-16, as JavaScript: halves of a pair may be escaped one by one.
        let mut units = Vec::new();
        loop {
            let character = self.rest.chars().next()?;
            self.rest = &self.rest[character.len_utf8()..];
            match character {
                '"' => return Some(String::from_utf16_lossy(&units)),
                '\\' => units.push(self.escaped()?),
                '\0'..='\u{1f}' => return None,
                character => units.extend(character.encode_utf16(&mut [0; 2]).iter()),
            }
        }
    }

    fn escaped(&mut self) -> Option<u16> {
        let character = self.rest.chars().next()?;
        self.rest = &self.rest[character.len_utf8()..];
        let plain = match character {
            '"' | '\\' | '/' => character,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (digits, rest) = self.rest.split_at_checked(4)?;
                self.rest = rest;
                let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                return are_digits.then(|| u16::from_str_radix(digits, 16).ok())?;
            }
            _ => return None,
        };
        Some(plain as u16)
    }
}
