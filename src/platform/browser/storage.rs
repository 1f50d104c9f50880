//! `localStorage` and `sessionStorage`, through gloo.

use gloo_storage::{LocalStorage, SessionStorage, Storage};

use super::window;
use crate::{
    platform::{Area, Key},
    protocol::{Code, Error},
};

/// The storage object, when there is one: looking at it throws where a site's storage is blocked,
/// and gloo would turn that into a panic. gloo's typed getters are not used: they would quote the
/// strings that `@logto/browser` stores bare.
fn raw(area: Area) -> Option<web_sys::Storage> {
    let page = window()?;
    let storage = match area {
        Area::Local => page.local_storage(),
        Area::Session | Area::Cache => page.session_storage(),
    };
    let storage = storage.ok()??;
    // gloo knows a page by the class `Window`, and that name may be somebody else's by now.
    if web_sys::window().is_none() {
        return Some(storage);
    }
    Some(match area {
        Area::Local => LocalStorage::raw(),
        Area::Session | Area::Cache => SessionStorage::raw(),
    })
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
