//! Configuration and arguments, read field by field: a wrong type is an error that names its field.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::{
    platform::browser::Location,
    protocol::{
        Code, Error, Text,
        authorization::{DirectSignIn, SignInOptions},
        config::ConfigInput,
    },
};

/// An object of the site's, and the code of the error that a bad field of it is.
struct Fields<'a> {
    object: &'a JsValue,
    code: Code,
}

impl Fields<'_> {
    fn error(&self, field: &'static str, expected: &'static str) -> Error {
        Error::invalid(self.code, field, expected)
    }

    /// The field's value; `undefined` when it is missing, cannot be read, or is `null`.
    fn value(&self, field: &str) -> Option<JsValue> {
        let value = Reflect::get(self.object, &field.into()).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }

    fn string(&self, field: &'static str) -> Result<Option<Text>, Error> {
        let text = |value: JsValue| {
            value.as_string().map(Text::from).ok_or(self.error(field, "must be a string"))
        };
        self.value(field).map(text).transpose()
    }

    /// An empty one counts as left out.
    fn url(&self, field: &'static str) -> Result<Option<Text>, Error> {
        let text =
            |value: JsValue| url_text(&value).ok_or(self.error(field, "must be a string or a URL"));
        Ok(self.value(field).map(text).transpose()?.filter(|url| !url.is_empty()))
    }

    fn boolean(&self, field: &'static str) -> Result<Option<bool>, Error> {
        let flag = |value: JsValue| value.as_bool().ok_or(self.error(field, "must be a boolean"));
        self.value(field).map(flag).transpose()
    }

    fn number(&self, field: &'static str) -> Result<Option<f64>, Error> {
        let number = |value: JsValue| value.as_f64().ok_or(self.error(field, "must be a number"));
        self.value(field).map(number).transpose()
    }

    /// Anything that JSON can say, as text.
    fn json(&self, field: &'static str) -> Result<Option<Text>, Error> {
        let text = |value: JsValue| {
            let text =
                JSON::stringify(&value).ok().and_then(|text| text.as_string().map(Text::from));
            text.ok_or(self.error(field, "must be something that JSON can say"))
        };
        self.value(field).map(text).transpose()
    }

    fn strings(&self, field: &'static str) -> Result<Vec<Text>, Error> {
        let Some(value) = self.value(field) else { return Ok(Vec::new()) };
        let expected = self.error(field, "must be an array of strings");
        let Some(list) = value.dyn_ref::<Array>() else { return Err(expected) };
        let mut strings = Vec::new();
        for index in 0..list.length() {
            match list.get(index).as_string().map(Text::from) {
                Some(text) => strings.push(text),
                None => return Err(expected),
            }
        }
        Ok(strings)
    }

    /// One string, or several; none of them counts as left out.
    fn one_or_more(&self, field: &'static str) -> Result<Option<Vec<Text>>, Error> {
        match self.value(field) {
            None => Ok(None),
            Some(value) => match value.as_string().map(Text::from) {
                Some(text) => Ok(Some(vec![text])),
                None => self
                    .strings(field)
                    .map(|strings| Some(strings).filter(|strings| !strings.is_empty()))
                    .map_err(|_| self.error(field, "must be a string or an array of strings")),
            },
        }
    }

    fn string_map(&self, field: &'static str) -> Result<Vec<(Text, Text)>, Error> {
        let Some(value) = self.value(field) else { return Ok(Vec::new()) };
        let expected = self.error(field, "must be an object whose values are strings or numbers");
        let Some(map) = value.dyn_ref::<Object>() else { return Err(expected) };
        let names = Object::keys(map);
        let mut pairs = Vec::new();
        for index in 0..names.length() {
            let name = names.get(index);
            let value = Reflect::get(map, &name).unwrap_or_default();
            match (name.as_string().map(Text::from), parameter(&value)) {
                (Some(name), Some(value)) => pairs.push((name, value)),
                _ => return Err(expected),
            }
        }
        Ok(pairs)
    }

    fn direct_sign_in(&self, field: &'static str) -> Result<Option<DirectSignIn>, Error> {
        let Some(value) = self.value(field) else { return Ok(None) };
        let direct = Fields { object: &value, code: self.code };
        match (direct.string("method"), direct.string("target")) {
            (Ok(Some(method)), Ok(Some(target))) => Ok(Some(DirectSignIn { method, target })),
            _ => Err(self.error(
                field,
                "must be an object with `method` and `target`, for example {method: 'social', target: 'huggingface'}",
            )),
        }
    }
}

/// The configuration.
pub fn config(value: &JsValue) -> Result<ConfigInput, Error> {
    let fields = Fields { object: value, code: Code::InvalidConfig };
    if !value.is_object() {
        return Err(fields.error("config", "must be an object with `endpoint` and `appId`"));
    }
    Ok(ConfigInput {
        endpoint: fields.url("endpoint")?,
        app_id: fields.string("appId")?,
        scopes: fields.strings("scopes")?,
        resources: fields.strings("resources")?,
        prompt: fields.one_or_more("prompt")?.unwrap_or_default(),
        include_reserved_scopes: fields.boolean("includeReservedScopes")?,
        leeway: fields.number("leeway")?,
        keep_callback_url: fields.boolean("keepCallbackUrl")?,
    })
}

/// Where the configuration wants the tokens to be.
pub fn cache_location(value: &JsValue) -> Result<Location, Error> {
    let fields = Fields { object: value, code: Code::InvalidConfig };
    let expected = "must be 'localStorage', 'sessionStorage' or 'memory'";
    match fields.string("cacheLocation")?.as_deref() {
        None | Some("localStorage") => Ok(Location::Local),
        Some("sessionStorage") => Ok(Location::Session),
        Some("memory") => Ok(Location::Memory),
        Some(_) => Err(fields.error("cacheLocation", expected)),
    }
}

/// The arguments of `signIn`: an options object, or a redirect URI with the deprecated interaction
/// mode and login hint.
pub fn sign_in(options: &JsValue, mode: &JsValue, hint: &JsValue) -> Result<SignInOptions, Error> {
    if let Some(redirect_uri) = url_text(options) {
        return Ok(SignInOptions {
            redirect_uri,
            interaction_mode: optional_string("interactionMode", mode)?,
            login_hint: optional_string("loginHint", hint)?,
            ..SignInOptions::default()
        });
    }
    let fields = Fields { object: options, code: Code::InvalidOptions };
    Ok(SignInOptions {
        redirect_uri: fields.url("redirectUri")?.unwrap_or_default(),
        post_redirect_uri: fields.url("postRedirectUri")?,
        prompt: fields.one_or_more("prompt")?,
        login_hint: fields.string("loginHint")?,
        first_screen: fields.string("firstScreen")?,
        interaction_mode: fields.string("interactionMode")?,
        identifiers: fields.strings("identifiers")?,
        direct_sign_in: fields.direct_sign_in("directSignIn")?,
        extra_params: fields.string_map("extraParams")?,
        app_state: fields.json("appState")?,
        clear_tokens: fields.boolean("clearTokens")?,
    })
}

/// The value of a parameter, as text: what a browser would make of it in a URL.
fn parameter(value: &JsValue) -> Option<Text> {
    if value.as_f64().is_some() || value.as_bool().is_some() {
        // By the browser: formatting numbers here would be a twentieth of the module.
        return JSON::stringify(value).ok()?.as_string().map(Text::from);
    }
    value.as_string().map(Text::from)
}

/// The options of `getAccessToken`: does it have to be a new one?
pub fn force_refresh(value: &JsValue) -> Result<bool, Error> {
    let fields = Fields { object: value, code: Code::InvalidOptions };
    Ok(fields.boolean("forceRefresh")?.unwrap_or(false))
}

/// An argument that is a string, or was left out.
pub fn optional_string(name: &'static str, value: &JsValue) -> Result<Option<Text>, Error> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    value.as_string().map(Text::from).map(Some).ok_or(argument(name, "must be a string"))
}

/// An argument that is a URL, as a string or a `URL` object, or was left out, as an empty one is.
pub fn optional_url(name: &'static str, value: &JsValue) -> Result<Option<Text>, Error> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    Ok(Some(required_url(name, value)?).filter(|url| !url.is_empty()))
}

/// An argument that is a URL, as a string or a `URL` object.
pub fn required_url(name: &'static str, value: &JsValue) -> Result<Text, Error> {
    url_text(value)
        .ok_or(argument(name, "must be a string or a URL, for example window.location.href"))
}

fn argument(field: &'static str, expected: &'static str) -> Error {
    Error::invalid(Code::InvalidOptions, field, expected)
}

fn url_text(value: &JsValue) -> Option<Text> {
    value
        .as_string()
        .map(Text::from)
        .or_else(|| value.dyn_ref::<web_sys::Url>().map(|url| url.href().into()))
}
