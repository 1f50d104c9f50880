//! `localStorage` and `sessionStorage`, through gloo.

use gloo_storage::{LocalStorage, SessionStorage, Storage};

use crate::{
    platform::{Area, Key},
    protocol::{Code, Error},
};

/// The storage object, when there is one: looking at it throws where a site's storage is blocked,
/// and gloo would turn that into a panic. gloo's typed getters are not used: they would quote the
/// strings that `@logto/browser` stores bare.
fn raw(area: Area) -> Option<web_sys::Storage> {
    let window = web_sys::window()?;
    match area {
        Area::Local => window.local_storage().ok()?.map(|_| LocalStorage::raw()),
        Area::Session | Area::Cache => {
            window.session_storage().ok()?.map(|_| SessionStorage::raw())
        }
    }
}

pub fn get(key: Key<'_>) -> Option<String> {
    let storage = raw(key.area)?;
    match storage.get_item(&key.text()).ok()? {
        // Where early versions of @logto/browser kept the sign-in that is under way.
        None if key.area == Area::Session => {
            storage.get_item(&["logto:", key.app_id].concat()).ok()?
        }
        value => value,
    }
}

pub fn set(key: Key<'_>, value: &str) -> Result<(), Error> {
    let storage = raw(key.area).ok_or(Code::StorageUnavailable)?;
    storage.set_item(&key.text(), value).map_err(|_| Code::StorageUnavailable.into())
}

pub fn remove(key: Key<'_>) {
    if let Some(storage) = raw(key.area) {
        // Removing fails only where nothing can be stored either.
        let _ = storage.remove_item(&key.text());
    }
}
