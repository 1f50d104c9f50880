//! `localStorage` and `sessionStorage`, through gloo, and the page's memory where they refuse a value.

use gloo_storage::{LocalStorage, SessionStorage, Storage};

use super::{Host, window};
use crate::{
    platform::{Area, Key, write_or_restore},
    protocol::{Code, Error, config::CacheLocation},
};

/// The storage object, if there is one. Access to it throws where a site's storage is blocked, and gloo would panic.
/// gloo's typed getters are not used, because they quote strings, and `@logto/browser` stores them unquoted.
fn raw(area: Area, tokens: CacheLocation) -> Option<web_sys::Storage> {
    let page = window()?;
    let location = if area == Area::Local { tokens } else { CacheLocation::SessionStorage };
    let storage = match location {
        CacheLocation::LocalStorage => page.local_storage(),
        CacheLocation::SessionStorage => page.session_storage(),
        CacheLocation::Memory => return None,
    };
    let storage = storage.ok()??;
    // gloo finds the page by its class `Window`. The page's scripts may use that name for something else.
    if web_sys::window().is_none() {
        return Some(storage);
    }
    Some(if location == CacheLocation::LocalStorage {
        LocalStorage::raw()
    } else {
        SessionStorage::raw()
    })
}

fn stored(key: Key<'_>, tokens: CacheLocation) -> Option<String> {
    let storage = raw(key.area, tokens)?;
    match storage.get_item(&key.text()).ok()? {
        // Early versions of @logto/browser kept the pending sign-in there.
        None if key.area == Area::Session => {
            storage.get_item(&["logto:", key.app_id].concat()).ok()?
        }
        value => value,
    }
}

pub fn get(host: &Host, key: Key<'_>, tokens: CacheLocation) -> Option<String> {
    let stored = stored(key, tokens);
    let kept = host.recall(&key.text(), stored.as_deref());
    if kept.is_undefined() { stored } else { kept.as_string() }
}

pub fn set(host: &Host, key: Key<'_>, tokens: CacheLocation, value: &str) -> Result<(), Error> {
    let text = key.text();
    // Only in a page: on a server, many visitors share one memory.
    if key.area == Area::Local && tokens == CacheLocation::Memory && window().is_some() {
        host.remember(&text, Some(value), None);
        return Ok(());
    }
    let storage = raw(key.area, tokens).ok_or(Code::StorageUnavailable)?;
    storage.set_item(&text, value).map_err(|_| Code::StorageUnavailable)?;
    host.forget(&text);
    Ok(())
}

pub fn remove(host: &Host, key: Key<'_>, tokens: CacheLocation) {
    let text = key.text();
    host.forget(&text);
    if let Some(storage) = raw(key.area, tokens) {
        // Removing fails only where storing fails as well.
        let _ = storage.remove_item(&text);
    }
}

/// Stores all of these values, or keeps all of them in the page's memory in the place of the stored ones.
pub fn write(
    host: &Host,
    tokens: CacheLocation,
    values: &[(Key<'_>, Option<&str>)],
) -> Result<(), Error> {
    if tokens == CacheLocation::Memory || store(tokens, values) {
        for (key, value) in values {
            match value {
                Some(value) if tokens == CacheLocation::Memory => set(host, *key, tokens, value)?,
                _ => host.forget(&key.text()),
            }
        }
        return Ok(());
    }
    // A server has no page, and thus no memory of a page.
    window().ok_or(Code::StorageUnavailable)?;
    for (key, value) in values {
        host.keep_instead(&key.text(), *value, stored(*key, tokens).as_deref());
    }
    Ok(())
}

/// Stores all of these values, or none; returns whether they are stored.
fn store(tokens: CacheLocation, values: &[(Key<'_>, Option<&str>)]) -> bool {
    let Some(storage) = raw(Area::Local, tokens) else { return false };
    let get = |key: &str| storage.get_item(key).ok().flatten();
    let put = |key: &str, value: Option<&str>| match value {
        Some(value) => storage.set_item(key, value).is_ok(),
        None => storage.remove_item(key).is_ok(),
    };
    write_or_restore(values, get, put)
}
