//! Text that is shared and never changes.
//!
//! One word, whoever has it: a `String` is three, and copying those from place to place would be a fifth of
//! the module.

use std::{cmp::Ordering, fmt, mem::ManuallyDrop, ops::Deref, sync::Arc};

/// Text that is shared and never changes.
pub struct Text(ManuallyDrop<Arc<Box<str>>>);

impl Text {
    /// These parts, one after the other.
    #[must_use]
    pub fn concat(parts: &[&str]) -> Self {
        parts.concat().into()
    }

    /// As a slice.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self
    }
}

/// Not in line: it happens everywhere.
#[inline(never)]
fn release(_text: Arc<Box<str>>) {}

#[inline(never)]
fn share(text: &Arc<Box<str>>) -> Arc<Box<str>> {
    text.clone()
}

impl Drop for Text {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: nobody looks at it after this.
        release(unsafe { ManuallyDrop::take(&mut self.0) });
    }
}

impl Clone for Text {
    #[inline]
    fn clone(&self) -> Self {
        Text(ManuallyDrop::new(share(&self.0)))
    }
}

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Text {
    #[inline(never)]
    fn from(text: String) -> Self {
        Text(ManuallyDrop::new(Arc::new(text.into())))
    }
}

impl From<&str> for Text {
    #[inline(never)]
    fn from(text: &str) -> Self {
        Text(ManuallyDrop::new(Arc::new(text.into())))
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        (*text).to_owned()
    }
}

impl Default for Text {
    fn default() -> Self {
        "".into()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl std::borrow::Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl PartialEq<Text> for &str {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl PartialEq<Text> for str {
    fn eq(&self, other: &Text) -> bool {
        *self == **other
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
