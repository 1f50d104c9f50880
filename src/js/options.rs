//! Configuration and arguments: checked by `pkg/src/options.js`, which says what is wrong with a field in an
//! error that names it.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::{
    platform::browser::{Browser, Location},
    protocol::{
        Error, Failure, Text,
        authorization::{DirectSignIn, SignInOptions},
        config::ConfigInput,
        http::Cause,
        json::{FromJson, Value},
        syntax::Syntax,
        token::Target,
    },
};

#[wasm_bindgen(module = "/pkg/src/options.js")]
extern "C" {
    /// What values come to when they are taken for this, as JSON text.
    #[wasm_bindgen(catch)]
    fn read(
        what: u32,
        first: &JsValue,
        second: &JsValue,
        third: &JsValue,
    ) -> Result<String, JsValue>;
}

/// What values are, by the number that `pkg/src/options.js` knows it by.
const CONFIG: u32 = 0;
const SIGN_IN: u32 = 1;
const URL: u32 = 2;
const CALLBACK_URI: u32 = 3;
const TOKEN: u32 = 4;
const SIGN_OUT: u32 = 5;

fn value(what: u32, [first, second, third]: [&JsValue; 3]) -> Result<Value, Error> {
    match read(what, first, second, third) {
        Ok(text) => Ok(Browser::default().parse(&text).unwrap_or(Value::Null)),
        // An error that is ready to be thrown.
        Err(error) => {
            Err(Failure::Site { code: Text::default(), cause: Cause(Rc::new(error)) }.into())
        }
    }
}

fn only(what: u32, argument: &JsValue) -> Result<Value, Error> {
    value(what, [argument, &JsValue::UNDEFINED, &JsValue::UNDEFINED])
}

/// The configuration, and where it wants the tokens to be.
pub fn config(config: &JsValue) -> Result<(ConfigInput, Location), Error> {
    let given = only(CONFIG, config)?;
    let location = match given.required::<Text>("cacheLocation").as_deref() {
        Some("sessionStorage") => Location::Session,
        Some("memory") => Location::Memory,
        _ => Location::Local,
    };
    let input = ConfigInput {
        endpoint: given.required("endpoint"),
        app_id: given.required("appId"),
        scopes: given.required("scopes").unwrap_or_default(),
        resources: given.required("resources").unwrap_or_default(),
        prompt: given.required("prompt").unwrap_or_default(),
        include_reserved_scopes: given.required("includeReservedScopes"),
        leeway: given.required("leeway"),
        keep_callback_url: given.required("keepCallbackUrl"),
    };
    Ok((input, location))
}

/// The arguments of `signIn`: an options object, or a redirect URI with the deprecated interaction
/// mode and login hint.
pub fn sign_in(options: &JsValue, mode: &JsValue, hint: &JsValue) -> Result<SignInOptions, Error> {
    let given = value(SIGN_IN, [options, mode, hint])?;
    Ok(SignInOptions {
        redirect_uri: given.required("redirectUri").unwrap_or_default(),
        post_redirect_uri: given.required("postRedirectUri"),
        prompt: given.required("prompt"),
        login_hint: given.required("loginHint"),
        first_screen: given.required("firstScreen"),
        interaction_mode: given.required("interactionMode"),
        identifiers: given.required("identifiers").unwrap_or_default(),
        direct_sign_in: pairs(given.field("directSignIn"))
            .pop()
            .map(|(method, target)| DirectSignIn { method, target }),
        extra_params: pairs(given.field("extraParams")),
        app_state: given.required("appState"),
        clear_tokens: given.required("clearTokens"),
    })
}

/// A list of texts, two by two.
fn pairs(list: &Value) -> Vec<(Text, Text)> {
    let mut pairs = Vec::new();
    if let Value::Array(items) = list {
        for pair in items.chunks_exact(2) {
            if let [Value::String(first), Value::String(second)] = pair {
                pairs.push((first.clone(), second.clone()));
            }
        }
    }
    pairs
}

/// The argument of `isSignInRedirected`.
pub fn url(url: &JsValue) -> Result<Text, Error> {
    Ok(Text::from_json(&only(URL, url)?).unwrap_or_default())
}

/// The argument of `handleSignInCallback`.
pub fn callback_uri(url: &JsValue) -> Result<Text, Error> {
    Ok(Text::from_json(&only(CALLBACK_URI, url)?).unwrap_or_default())
}

/// The arguments of `getAccessToken`: what it is for, and does it have to be a new one?
pub fn token(
    resource: &JsValue,
    organization_id: &JsValue,
    options: &JsValue,
) -> Result<(Target, bool), Error> {
    let given = value(TOKEN, [resource, organization_id, options])?;
    let target = Target {
        resource: given.required("resource"),
        organization_id: given.required("organizationId"),
    };
    Ok((target, given.required("forceRefresh").unwrap_or(false)))
}

/// The argument of `signOut`; nothing when it was left out.
pub fn post_logout_redirect_uri(uri: &JsValue) -> Result<Option<Text>, Error> {
    Ok(Text::from_json(&only(SIGN_OUT, uri)?))
}
