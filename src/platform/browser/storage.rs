//! `localStorage` and `sessionStorage`, through gloo; and the page's memory in their place.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use wasm_bindgen::prelude::*;

use super::window;
use crate::{
    platform::{Area, Key, put_or_undo},
    protocol::{Code, Error, Text},
};

#[wasm_bindgen(module = "/pkg/src/memory.js")]
extern "C" {
    fn remember(key: &str, value: Option<&str>, stored: Option<&str>);
    fn recall(key: &str, stored: Option<&str>) -> JsValue;
    fn forget(key: &str);
    #[wasm_bindgen(js_name = keepInstead)]
    fn keep_instead(key: &str, value: Option<&str>, stored: Option<&str>);
}

/// Where the tokens are: [`Area::Local`], as the site wants it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Location {
    /// `localStorage`: for all tabs, until the visitor signs out.
    #[default]
    Local,
    /// `sessionStorage`: for this tab, until it is closed.
    Session,
    /// For this page, until it is left.
    Memory,
}

/// The storage object, when there is one: looking at it throws where a site's storage is blocked,
/// and gloo would turn that into a panic. gloo's typed getters are not used: they would quote the
/// strings that `@logto/browser` stores bare.
fn raw(area: Area, tokens: Location) -> Option<web_sys::Storage> {
    let page = window()?;
    let location = if area == Area::Local { tokens } else { Location::Session };
    let storage = match location {
        Location::Local => page.local_storage(),
        Location::Session => page.session_storage(),
        Location::Memory => return None,
    };
    let storage = storage.ok()??;
    // gloo knows a page by the class `Window`, and that name may be somebody else's by now.
    if web_sys::window().is_none() {
        return Some(storage);
    }
    Some(if location == Location::Local { LocalStorage::raw() } else { SessionStorage::raw() })
}

fn stored(key: Key<'_>, tokens: Location) -> Option<Text> {
    let storage = raw(key.area, tokens)?;
    let stored = match storage.get_item(&key.text()).ok()? {
        // Where early versions of @logto/browser kept the sign-in that is under way.
        None if key.area == Area::Session => {
            storage.get_item(&["logto:", key.app_id].concat()).ok()?
        }
        value => value,
    };
    stored.map(Text::from)
}

pub fn get(key: Key<'_>, tokens: Location) -> Option<Text> {
    let stored = stored(key, tokens);
    let kept = recall(&key.text(), stored.as_deref());
    if kept.is_undefined() { stored } else { kept.as_string().map(Text::from) }
}

pub fn set(key: Key<'_>, tokens: Location, value: &str) -> Result<(), Error> {
    let text = key.text();
    // Only in a page: a server has many visitors and one memory.
    if key.area == Area::Local && tokens == Location::Memory && window().is_some() {
        remember(&text, Some(value), None);
        return Ok(());
    }
    let storage = raw(key.area, tokens).ok_or(Code::StorageUnavailable)?;
    storage.set_item(&text, value).map_err(|_| Code::StorageUnavailable)?;
    forget(&text);
    Ok(())
}

pub fn remove(key: Key<'_>, tokens: Location) {
    let text = key.text();
    forget(&text);
    if let Some(storage) = raw(key.area, tokens) {
        // Removing fails only where nothing can be stored either.
        let _ = storage.remove_item(&text);
    }
}

/// Stores all of these tokens, or keeps all of them in the page's memory, in place of what is stored.
pub fn write(tokens: Location, values: &[(Key<'_>, Option<&str>)]) -> Result<(), Error> {
    if tokens == Location::Memory || store(tokens, values) {
        for (key, value) in values {
            match value {
                Some(value) if tokens == Location::Memory => set(*key, tokens, value)?,
                _ => forget(&key.text()),
            }
        }
        return Ok(());
    }
    // Nothing to keep anything in, on a server.
    window().ok_or(Code::StorageUnavailable)?;
    for (key, value) in values {
        keep_instead(&key.text(), *value, stored(*key, tokens).as_deref());
    }
    Ok(())
}

/// Whether they are stored; if not, what was there before is.
fn store(tokens: Location, values: &[(Key<'_>, Option<&str>)]) -> bool {
    let Some(storage) = raw(Area::Local, tokens) else { return false };
    let get = |key: &str| storage.get_item(key).ok().flatten();
    let put = |key: &str, value: Option<&str>| match value {
        Some(value) => storage.set_item(key, value).is_ok(),
        None => storage.remove_item(key).is_ok(),
    };
    put_or_undo(values, get, put)
}
