//! What the module exports: one function for all of it. A function of its own for each would cost a wrapper on
//! either side.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, JSON};
use wasm_bindgen::prelude::*;

use super::{LogtoClient, Method, errors, json, settled};
use crate::{
    platform::browser::Browser,
    protocol::{
        Code, Error, Text,
        http::{Cause, Response},
        jws, pkce,
        secret::{AccessToken, CodeVerifier, RawIdToken},
        token::Target,
    },
    session::state::State,
};

thread_local! {
    /// Those that JavaScript knows, by their place. None is ever taken out: its adapter, which it holds, knows
    /// the number.
    static CLIENTS: RefCell<Vec<LogtoClient>> = const { RefCell::new(Vec::new()) };
}

/// Does what `pkg/src/compiled.js` knows by this number, for the client of that number where it needs one.
#[wasm_bindgen]
pub fn call(client: u32, what: u32, first: JsValue, second: JsValue, third: JsValue) -> JsValue {
    let text = |value: &JsValue| value.as_string().unwrap_or_default();
    match what {
        0 => return open(&first, second),
        1 => return error_text(&text(&first)),
        2 => {
            let status = first.as_f64().unwrap_or_default() as u16;
            return request_error(status, text(&second), third);
        }
        3 => return pkce::code_challenge(&CodeVerifier::new(text(&first))).as_str().into(),
        4 => return settled(access_token_claims(&text(&first))).into(),
        _ => {}
    }
    let Some(client) = CLIENTS.with_borrow(|all| all.get(client as usize).cloned()) else {
        return JsValue::UNDEFINED;
    };
    let method = match what {
        5 => return normalized_config(&client),
        6 => return client.now(Method::GetState),
        7 => {
            let target = Target {
                resource: first.as_string().map(Text::from),
                organization_id: second.as_string().map(Text::from),
            };
            return client.now(Method::GetStoredAccessToken { target });
        }
        8 => Method::GetState,
        9 => Method::GetAppState,
        10 => Method::VerifyIdToken { token: RawIdToken::new(text(&first)) },
        11 => Method::Preload,
        12 => return client.sign_in(first, second, third).into(),
        13 => return client.is_sign_in_redirected(first).into(),
        14 => return client.handle_sign_in_callback(first).into(),
        15 => Method::IsAuthenticated,
        16 => Method::GetIdToken,
        17 => Method::GetIdTokenClaims,
        18 => Method::GetRefreshToken,
        19 => return client.get_access_token(first, second, third).into(),
        20 => Method::FetchUserInfo,
        21 => Method::GetOidcConfig,
        22 => Method::ClearAccessToken,
        23 => Method::ClearAllTokens,
        _ => return client.sign_out(first).into(),
    };
    client.call(method).into()
}

/// A client: its number; or the error that it is none for.
fn open(config: &JsValue, adapter: JsValue) -> JsValue {
    match LogtoClient::new(config, adapter) {
        Ok(client) => CLIENTS.with_borrow_mut(|all| {
            all.push(client);
            ((all.len() - 1) as u32).into()
        }),
        Err(error) => error,
    }
}

/// The text of an error code, for errors that are made in JavaScript; `undefined` for an unknown one.
fn error_text(code: &str) -> JsValue {
    let known = Code::ALL.iter().find(|known| known.as_str() == code);
    known.map(|code| code.text().into()).unwrap_or_default()
}

/// The error that an error status and its body stand for; `response` becomes its `cause`.
fn request_error(status: u16, body: String, response: JsValue) -> JsValue {
    let answer = Response {
        status,
        body: body.into(),
        retry_after: None,
        cause: Some(Cause(Rc::new(response))),
    };
    // Not an error: whoever asks has called it one.
    let error = answer.ok(&Browser::default()).err().unwrap_or(Code::UnexpectedResponse.into());
    errors::to_js(&error)
}

/// The claims of an access token; `{}` for one that is opaque.
fn access_token_claims(token: &str) -> Result<JsValue, Error> {
    let code = Code::InvalidAccessToken;
    let claims = if token.as_bytes().contains(&b'.') {
        json(&jws::payload(token).map_err(|_| code)?, code)?
    } else {
        json("{}", code)?
    };
    if claims.is_object() { Ok(claims) } else { Err(code.into()) }
}

/// The fields of the configuration that are completed: `{scopes, resources}`.
fn normalized_config(client: &LogtoClient) -> JsValue {
    let text = client.session.config().normalized(client.session.platform());
    json(&text, Code::InvalidConfig).unwrap_or_default()
}

/// A token as JavaScript sees it: `[token, endsIn]`; `undefined` for none.
pub fn token_array(token: Option<(AccessToken, f64)>) -> JsValue {
    let Some((token, ends_in)) = token else { return JsValue::UNDEFINED };
    Array::of2(&token.expose().into(), &ends_in.into()).into()
}

/// The state as JavaScript sees it: `[claims, endsIn]`, each of which may be `undefined`.
pub fn state_array(state: &State) -> JsValue {
    let claims = state.claims.as_ref().and_then(|claims| JSON::parse(claims).ok());
    Array::of2(&claims.unwrap_or_default(), &state.ends_in.into()).into()
}
