//! `localStorage` and `sessionStorage`, through gloo.

use gloo_storage::{LocalStorage, SessionStorage, Storage};

use crate::{
    platform::Area,
    protocol::{Code, Error},
};

/// The storage object, when there is one: looking at it throws where a site's storage is blocked,
/// and gloo would turn that into a panic. gloo's typed getters are not used: they would quote the
/// strings that `@logto/browser` stores bare.
fn raw(area: Area) -> Option<web_sys::Storage> {
    let window = web_sys::window()?;
    match area {
        Area::Local => window.local_storage().ok()?.map(|_| LocalStorage::raw()),
        Area::Session => window.session_storage().ok()?.map(|_| SessionStorage::raw()),
    }
}

pub fn get(area: Area, key: &str) -> Option<String> {
    raw(area)?.get_item(key).ok()?
}

pub fn set(area: Area, key: &str, value: &str) -> Result<(), Error> {
    let storage = raw(area).ok_or(Code::StorageUnavailable)?;
    storage.set_item(key, value).map_err(|_| Code::StorageUnavailable.into())
}

pub fn remove(area: Area, key: &str) {
    if let Some(storage) = raw(area) {
        // Removing fails only where nothing can be stored either.
        let _ = storage.remove_item(key);
    }
}
