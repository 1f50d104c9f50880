//! The JavaScript surface: the class `LogtoClient`.
//!
//! | module | what |
//! |---|---|
//! | [`options`] | configuration and arguments, read field by field |
//! | [`errors`] | errors as instances of the JavaScript classes |

mod errors;
mod options;

use std::{cell::RefCell, pin::Pin, rc::Rc};

use js_sys::{JSON, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    platform::browser::Browser,
    protocol::{Code, Error, token::Target},
    session::Session,
};

/// Signs visitors in with Logto. See `pkg/src/index.d.ts` for what its users read.
#[wasm_bindgen]
pub struct LogtoClient {
    session: Rc<Session<Browser>>,
}

thread_local! {
    /// The callbacks that are being handled, by application and URL, each with the promise that all
    /// its callers share: a code can be exchanged once, whatever the number of clients in the page.
    static HANDLING: RefCell<Vec<(String, Promise)>> = const { RefCell::new(Vec::new()) };
}

type Work = Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>;

/// `work` as a promise. Boxed, so that the machinery behind a promise is compiled once and not once
/// per method.
fn promise(work: Work) -> Promise {
    future_to_promise(async move { work.await.map_err(errors::to_js) })
}

/// A promise of what is known already.
fn settled(result: Result<JsValue, Error>) -> Promise {
    match result {
        Ok(value) => Promise::resolve(&value),
        Err(error) => Promise::reject(&errors::to_js(error)),
    }
}

/// JSON text that is known to be JSON, as a JavaScript value.
fn json(text: &str, otherwise: Code) -> Result<JsValue, Error> {
    JSON::parse(text).map_err(|_| otherwise.into())
}

#[wasm_bindgen]
impl LogtoClient {
    /// `new LogtoClient(config)`. Sends nothing.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<LogtoClient, JsValue> {
        let session = options::config(config).and_then(|config| Session::new(config, Browser));
        Ok(LogtoClient { session: Rc::new(session.map_err(errors::to_js)?) })
    }

    /// `signIn(redirectUri)`, `signIn(options)`.
    #[wasm_bindgen(js_name = signIn)]
    pub fn sign_in(&self, options: JsValue, mode: JsValue, hint: JsValue) -> Promise {
        let session = self.session.clone();
        promise(Box::pin(async move {
            let options = options::sign_in(&options, &mode, &hint)?;
            session.sign_in(&options).await?;
            Ok(JsValue::UNDEFINED)
        }))
    }

    /// `isSignInRedirected(url)`.
    #[wasm_bindgen(js_name = isSignInRedirected)]
    pub fn is_sign_in_redirected(&self, url: JsValue) -> Promise {
        let url = options::required_url("url", &url);
        settled(url.and_then(|url| Ok(self.session.is_sign_in_redirected(&url)?.into())))
    }

    /// `handleSignInCallback(url)`. Calls for the same URL share one promise while it is under way.
    #[wasm_bindgen(js_name = handleSignInCallback)]
    pub fn handle_sign_in_callback(&self, url: JsValue) -> Promise {
        let url = match options::required_url("callbackUri", &url) {
            Ok(url) => url,
            Err(error) => return settled(Err(error)),
        };
        let key = [self.session.app_id(), " ", &url].concat();
        let handled = HANDLING.with_borrow(|handling| {
            let same = handling.iter().find(|(handled, _)| *handled == key);
            same.map(|(_, promise)| promise.clone())
        });
        if let Some(promise) = handled {
            return promise;
        }
        let (session, done) = (self.session.clone(), key.clone());
        let promise = promise(Box::pin(async move {
            let result = session.handle_sign_in_callback(&url).await;
            HANDLING.with_borrow_mut(|handling| handling.retain(|(handled, _)| *handled != done));
            result.map(|()| JsValue::UNDEFINED)
        }));
        HANDLING.with_borrow_mut(|handling| handling.push((key, promise.clone())));
        promise
    }

    /// `isAuthenticated()`.
    #[wasm_bindgen(js_name = isAuthenticated)]
    pub fn is_authenticated(&self) -> Promise {
        settled(Ok(self.session.is_authenticated().into()))
    }

    /// `getIdToken()`.
    #[wasm_bindgen(js_name = getIdToken)]
    pub fn get_id_token(&self) -> Promise {
        let token = self.session.id_token();
        settled(Ok(token.map_or(JsValue::NULL, |token| token.expose().into())))
    }

    /// `getRefreshToken()`.
    #[wasm_bindgen(js_name = getRefreshToken)]
    pub fn get_refresh_token(&self) -> Promise {
        let token = self.session.refresh_token();
        settled(Ok(token.map_or(JsValue::NULL, |token| token.expose().into())))
    }

    /// `getIdTokenClaims()`.
    #[wasm_bindgen(js_name = getIdTokenClaims)]
    pub fn get_id_token_claims(&self) -> Promise {
        let claims = self.session.id_token_claims();
        settled(claims.and_then(|text| json(&text, Code::InvalidIdToken)))
    }

    /// `getAccessToken(resource?, organizationId?)`.
    #[wasm_bindgen(js_name = getAccessToken)]
    pub fn get_access_token(&self, resource: JsValue, organization_id: JsValue) -> Promise {
        let session = self.session.clone();
        promise(Box::pin(async move {
            let target = Target {
                resource: options::optional_string("resource", &resource)?,
                organization_id: options::optional_string("organizationId", &organization_id)?,
            };
            Ok(session.access_token(&target).await?.expose().into())
        }))
    }

    /// `fetchUserInfo()`.
    #[wasm_bindgen(js_name = fetchUserInfo)]
    pub fn fetch_user_info(&self) -> Promise {
        let session = self.session.clone();
        promise(Box::pin(
            async move { json(&session.fetch_user_info().await?, Code::InvalidUserInfo) },
        ))
    }

    /// `signOut(postLogoutRedirectUri?)`.
    #[wasm_bindgen(js_name = signOut)]
    pub fn sign_out(&self, post_logout_redirect_uri: JsValue) -> Promise {
        let session = self.session.clone();
        promise(Box::pin(async move {
            let uri = options::optional_url("postLogoutRedirectUri", &post_logout_redirect_uri)?;
            session.sign_out(uri.as_deref()).await?;
            Ok(JsValue::UNDEFINED)
        }))
    }
}

/// The text of an error code, for errors that are made in JavaScript; `undefined` for an unknown one.
#[wasm_bindgen(js_name = errorText)]
pub fn error_text(code: &str) -> Option<String> {
    let known = Code::ALL.iter().find(|known| known.as_str() == code);
    known.map(|code| code.text().to_owned())
}
