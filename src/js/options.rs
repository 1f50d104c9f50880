//! The configuration and the options of a sign-in, read field by field from JavaScript objects.
//!
//! By hand, because serde-wasm-bindgen's deserializer formats its errors, which makes the module a sixth larger. An error
//! here names the field.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::protocol::{
    Code, Error,
    authorization::{DirectSignIn, SignInOptions},
    config::{CacheLocation, ConfigInput},
};

/// The configuration: an object with the fields of [`ConfigInput`] in camel case.
pub fn config(object: &JsValue) -> Result<ConfigInput, Error> {
    let mut fields = Fields::of(object, Code::InvalidConfig, "config");
    let config = ConfigInput {
        endpoint: fields.string("endpoint"),
        app_id: fields.string("appId"),
        scopes: fields.strings("scopes").unwrap_or_default(),
        resources: fields.strings("resources").unwrap_or_default(),
        prompt: fields.strings("prompt").unwrap_or_default(),
        include_reserved_scopes: fields.boolean("includeReservedScopes"),
        leeway: fields.number("leeway"),
        keep_callback_url: fields.boolean("keepCallbackUrl"),
        cache_location: fields.cache_location("cacheLocation"),
    };
    fields.check(config)
}

/// The options of a sign-in: a redirect URI, or an object with the fields of [`SignInOptions`] in camel case.
pub fn sign_in(options: &JsValue) -> Result<SignInOptions, Error> {
    if let Some(redirect_uri) = options.as_string() {
        return Ok(SignInOptions { redirect_uri, ..SignInOptions::default() });
    }
    let mut fields = Fields::of(options, Code::InvalidOptions, "options");
    let options = SignInOptions {
        redirect_uri: fields.string("redirectUri").unwrap_or_default(),
        post_redirect_uri: fields.string("postRedirectUri"),
        prompt: fields.strings("prompt"),
        login_hint: fields.string("loginHint"),
        first_screen: fields.string("firstScreen"),
        interaction_mode: fields.string("interactionMode"),
        identifiers: fields.strings("identifiers").unwrap_or_default(),
        direct_sign_in: fields.direct_sign_in("directSignIn"),
        extra_params: fields.pairs("extraParams").unwrap_or_default(),
        app_state: fields.string("appState"),
        clear_tokens: fields.boolean("clearTokens"),
    };
    fields.check(options)
}

/// The fields of a JavaScript object. A field that is `undefined` or `null` counts as left out; so does a field of the
/// wrong type, of which [`Fields::check`] reports the first.
struct Fields<'a> {
    object: &'a JsValue,
    code: Code,
    error: Option<Error>,
}

impl<'a> Fields<'a> {
    /// The fields of `object`, which is called `name` in an error.
    fn of(object: &'a JsValue, code: Code, name: &'static str) -> Self {
        let mut fields = Fields { object, code, error: None };
        if !object.is_object() {
            fields.refuse(name, "must be an object");
        }
        fields
    }

    /// `value`, unless a field has the wrong type.
    fn check<T>(self, value: T) -> Result<T, Error> {
        self.error.map_or(Ok(value), Err)
    }

    fn refuse(&mut self, name: &'static str, expected: &'static str) {
        if self.error.is_none() {
            self.error = Some(Error::invalid(self.code, name, expected));
        }
    }

    /// A field that `read` understands; `expected` says what it must be.
    fn field<T>(
        &mut self,
        name: &'static str,
        expected: &'static str,
        read: impl FnOnce(&JsValue) -> Option<T>,
    ) -> Option<T> {
        let value = Reflect::get(self.object, &name.into()).unwrap_or_default();
        if value.is_undefined() || value.is_null() {
            return None;
        }
        let field = read(&value);
        if field.is_none() {
            self.refuse(name, expected);
        }
        field
    }

    fn string(&mut self, name: &'static str) -> Option<String> {
        self.field(name, "must be a string", JsValue::as_string)
    }

    fn boolean(&mut self, name: &'static str) -> Option<bool> {
        self.field(name, "must be a boolean", JsValue::as_bool)
    }

    fn number(&mut self, name: &'static str) -> Option<f64> {
        self.field(name, "must be a number", JsValue::as_f64)
    }

    fn strings(&mut self, name: &'static str) -> Option<Vec<String>> {
        self.field(name, "must be an array of strings", |value| {
            let mut strings = Vec::new();
            for item in value.dyn_ref::<Array>()?.clone() {
                strings.push(item.as_string()?);
            }
            Some(strings)
        })
    }

    fn cache_location(&mut self, name: &'static str) -> Option<CacheLocation> {
        let expected = "must be 'localStorage', 'sessionStorage' or 'memory'";
        self.field(name, expected, |value| match value.as_string()?.as_str() {
            "localStorage" => Some(CacheLocation::LocalStorage),
            "sessionStorage" => Some(CacheLocation::SessionStorage),
            "memory" => Some(CacheLocation::Memory),
            _ => None,
        })
    }

    fn direct_sign_in(&mut self, name: &'static str) -> Option<DirectSignIn> {
        let (code, expected) = (self.code, "must be an object with `method` and `target`");
        self.field(name, expected, |value| {
            let mut fields = Fields::of(value, code, name);
            Some(DirectSignIn {
                method: fields.string("method")?,
                target: fields.string("target")?,
            })
        })
    }

    /// An array of pairs of strings, or an object whose values are strings.
    fn pairs(&mut self, name: &'static str) -> Option<Vec<(String, String)>> {
        self.field(name, "must be an object whose values are strings", |value| {
            let list = match value.dyn_ref::<Array>() {
                Some(list) => list.clone(),
                None => Object::entries(value.dyn_ref()?),
            };
            let mut pairs = Vec::new();
            for pair in list {
                let pair = pair.dyn_into::<Array>().ok()?;
                pairs.push((pair.get(0).as_string()?, pair.get(1).as_string()?));
            }
            Some(pairs)
        })
    }
}
