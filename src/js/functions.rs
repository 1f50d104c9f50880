//! What the package exports, or its classes use, beside the compiled class.

use std::rc::Rc;

use js_sys::{JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

use super::{LogtoClient, Method, errors, json};
use crate::{
    platform::browser::Browser,
    protocol::{
        Code, Text,
        http::{Cause, Response},
        jws, pkce,
        secret::{AccessToken, CodeVerifier, RawIdToken},
        token::Target,
    },
    session::state::State,
};

/// The text of an error code, for errors that are made in JavaScript; `undefined` for an unknown one.
#[wasm_bindgen(js_name = errorText)]
pub fn error_text(code: &str) -> Option<String> {
    let known = Code::ALL.iter().find(|known| known.as_str() == code);
    known.map(|code| code.text().to_owned())
}

/// The error that an error status and its body stand for; `response` becomes its `cause`.
#[wasm_bindgen(js_name = requestError)]
pub fn request_error(status: u16, body: String, response: JsValue) -> JsValue {
    let answer = Response {
        status,
        body: body.into(),
        retry_after: None,
        cause: Some(Cause(Rc::new(response))),
    };
    match answer.ok(&Browser::default()) {
        Err(error) => errors::to_js(error),
        // Not an error: whoever asks has called it one.
        Ok(_) => errors::to_js(Code::UnexpectedResponse.into()),
    }
}

/// The S256 code challenge of a verifier (RFC 7636 §4.2).
#[wasm_bindgen(js_name = codeChallenge)]
pub fn code_challenge(verifier: String) -> String {
    pkce::code_challenge(&CodeVerifier::new(verifier)).into()
}

/// The claims of an access token; `{}` for one that is opaque.
#[wasm_bindgen(js_name = accessTokenClaims)]
pub fn access_token_claims(token: &str) -> Result<JsValue, JsValue> {
    if !token.as_bytes().contains(&b'.') {
        return Ok(Object::new().into());
    }
    jws::payload(token)
        .ok()
        .and_then(|text| json(&text, Code::InvalidAccessToken).ok())
        .filter(JsValue::is_object)
        .ok_or_else(|| errors::to_js(Code::InvalidAccessToken.into()))
}

/// The fields of the configuration that are completed: `{scopes, resources}`.
#[wasm_bindgen(js_name = normalizedConfig)]
pub fn normalized_config(client: &LogtoClient) -> JsValue {
    let text = client.session.config().normalized(client.session.platform());
    json(&text, Code::InvalidConfig).unwrap_or_default()
}

/// The state as JavaScript sees it.
pub fn state_object(state: &State) -> JsValue {
    let object = Object::new();
    let claims = state.claims.as_ref().and_then(|claims| JSON::parse(claims).ok());
    // Cannot fail on an object that is ours.
    let _ = Reflect::set(&object, &"claims".into(), &claims.unwrap_or_default());
    let _ = Reflect::set(&object, &"endsIn".into(), &state.ends_in.into());
    object.into()
}

/// A token as JavaScript sees it: `{token, endsIn}`.
pub fn token_object(token: Option<(AccessToken, f64)>) -> JsValue {
    let Some((token, ends_in)) = token else { return JsValue::UNDEFINED };
    let object = Object::new();
    // Cannot fail on an object that is ours.
    let _ = Reflect::set(&object, &"token".into(), &token.expose().into());
    let _ = Reflect::set(&object, &"endsIn".into(), &ends_in.into());
    object.into()
}

/// The stored access token, if it can be used: `{token, endsIn}`, in seconds.
#[wasm_bindgen(js_name = tokenNow)]
pub fn token_now(
    client: &LogtoClient,
    resource: Option<String>,
    organization_id: Option<String>,
) -> JsValue {
    let (resource, organization_id) = (resource.map(Text::from), organization_id.map(Text::from));
    client.now(Method::GetStoredAccessToken { target: Target { resource, organization_id } })
}

/// The state of the session as it is now: `{claims?, endsIn?}`; `undefined` where the site's own storage
/// takes its time to tell.
#[wasm_bindgen(js_name = stateNow)]
pub fn state_now(client: &LogtoClient) -> JsValue {
    client.now(Method::GetState)
}

/// The same, when storage has told.
#[wasm_bindgen(js_name = state)]
pub fn state(client: &LogtoClient) -> Promise {
    client.call(Method::GetState)
}

/// What the site wanted to know again after the last sign-in in this tab.
#[wasm_bindgen(js_name = appState)]
pub fn app_state(client: &LogtoClient) -> Promise {
    client.call(Method::GetAppState)
}

/// Verifies an ID token that comes from anywhere.
#[wasm_bindgen(js_name = verifyIdToken)]
pub fn verify_id_token(client: &LogtoClient, token: String) -> Promise {
    client.call(Method::VerifyIdToken { token: RawIdToken::new(token) })
}
