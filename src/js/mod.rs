//! The JavaScript surface: the compiled part of the class `LogtoClient`, and the functions beside it.
//! What is convenient and needs no secrets is around it, in `pkg/src/client.js`.
//!
//! | module | what |
//! |---|---|
//! | [`options`] | configuration and arguments, read field by field |
//! | [`errors`] | errors as instances of the JavaScript classes |
//! | [`functions`] | what the package exports, or its classes use, beside the class |

mod errors;
mod functions;
mod options;

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use js_sys::{JSON, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    platform::browser::Browser,
    protocol::{Code, Error, secret::RawIdToken, token::Target},
    session::Session,
};

/// Signs visitors in with Logto. See `pkg/src/index.d.ts` for what its users read.
#[wasm_bindgen]
pub struct LogtoClient {
    session: Rc<Session<Browser>>,
}

/// A callback that is being handled.
struct Handling {
    /// The site's own storage that the sign-in is kept in; `undefined` for the browser's.
    storage: JsValue,
    /// Application and URL.
    key: String,
    /// The promise that all its callers share.
    promise: Promise,
}

impl Handling {
    fn key(session: &Session<Browser>, url: &str) -> String {
        [session.config().app_id(), " ", url].concat()
    }

    /// The promise of whoever is at it already.
    fn promise(storage: &JsValue, key: &str) -> Option<Promise> {
        HANDLING.with_borrow(|all| {
            let same = all.iter().find(|each| each.key == key && each.storage == *storage);
            same.map(|each| each.promise.clone())
        })
    }

    fn end(storage: &JsValue, key: &str) {
        HANDLING.with_borrow_mut(|all| {
            all.retain(|each| each.key != key || each.storage != *storage);
        });
    }
}

thread_local! {
    /// A code can be exchanged once, whatever the number of clients in the page.
    static HANDLING: RefCell<Vec<Handling>> = const { RefCell::new(Vec::new()) };
}

/// A method's work. All of it is one future, so that the machinery behind a promise is compiled once
/// and not once per method.
enum Call {
    SignIn { options: JsValue, mode: JsValue, hint: JsValue },
    IsSignInRedirected { url: JsValue },
    HandleSignInCallback { url: String, storage: JsValue },
    IsAuthenticated,
    GetIdToken,
    GetRefreshToken,
    GetIdTokenClaims,
    GetAccessToken { resource: JsValue, organization_id: JsValue, options: JsValue },
    FetchUserInfo,
    GetOidcConfig,
    ClearAccessToken,
    ClearAllTokens,
    SignOut { post_logout_redirect_uri: JsValue },
    VerifyIdToken { token: String },
}

async fn run(session: Rc<Session<Browser>>, call: Call) -> Result<JsValue, Error> {
    match call {
        Call::SignIn { options, mode, hint } => {
            session.sign_in(&options::sign_in(&options, &mode, &hint)?).await?;
        }
        Call::IsSignInRedirected { url } => {
            let url = options::required_url("url", &url)?;
            return Ok(session.is_sign_in_redirected(&url).await?.into());
        }
        Call::HandleSignInCallback { url, storage } => {
            let result = session.handle_sign_in_callback(&url).await;
            Handling::end(&storage, &Handling::key(&session, &url));
            result?;
        }
        Call::IsAuthenticated => return Ok(session.is_authenticated().await?.into()),
        Call::GetIdToken => {
            let token = session.id_token().await?;
            return Ok(token.map_or(JsValue::NULL, |token| token.expose().into()));
        }
        Call::GetRefreshToken => {
            let token = session.refresh_token().await?;
            return Ok(token.map_or(JsValue::NULL, |token| token.expose().into()));
        }
        Call::GetIdTokenClaims => {
            return json(&session.id_token_claims().await?, Code::InvalidIdToken);
        }
        Call::GetAccessToken { resource, organization_id, options } => {
            let target = Target {
                resource: options::optional_string("resource", &resource)?,
                organization_id: options::optional_string("organizationId", &organization_id)?,
            };
            let token = if options::force_refresh(&options)? {
                session.new_access_token(&target).await?
            } else {
                session.access_token(&target).await?
            };
            return Ok(token.expose().into());
        }
        Call::FetchUserInfo => {
            return json(&session.fetch_user_info().await?, Code::InvalidUserInfo);
        }
        Call::GetOidcConfig => {
            return json(&session.metadata_text().await?, Code::InvalidDiscovery);
        }
        Call::ClearAccessToken => session.clear_access_tokens().await?,
        Call::ClearAllTokens => session.clear_tokens().await?,
        Call::SignOut { post_logout_redirect_uri } => {
            let uri = options::optional_url("postLogoutRedirectUri", &post_logout_redirect_uri)?;
            session.sign_out(uri.as_deref()).await?;
        }
        Call::VerifyIdToken { token } => session.verify_id_token(RawIdToken::new(token)).await?,
    }
    Ok(JsValue::UNDEFINED)
}

type Work = Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>;

/// `work` as a promise. Work that needs nobody else is done at once.
fn promise(mut work: Work) -> Promise {
    match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(value)) => Promise::resolve(&value),
        Poll::Ready(Err(error)) => Promise::reject(&errors::to_js(error)),
        Poll::Pending => promise_later(work),
    }
}

/// `work` as a promise that is not settled yet.
fn promise_later(work: Work) -> Promise {
    future_to_promise(async move { work.await.map_err(errors::to_js) })
}

/// JSON text that is known to be JSON, as a JavaScript value.
fn json(text: &str, otherwise: Code) -> Result<JsValue, Error> {
    JSON::parse(text).map_err(|_| otherwise.into())
}

#[wasm_bindgen]
impl LogtoClient {
    /// `new LogtoClient(config, adapter?)`. Sends nothing.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue, adapter: JsValue) -> Result<LogtoClient, JsValue> {
        let session = options::config(config)
            .and_then(|config| Session::new(config, Browser::new(adapter)))
            .map_err(errors::to_js)?;
        Ok(LogtoClient { session: Rc::new(session) })
    }

    fn call(&self, call: Call) -> Promise {
        promise(Box::pin(run(self.session.clone(), call)))
    }

    /// `signIn(redirectUri)`, `signIn(options)`.
    #[wasm_bindgen(js_name = signIn)]
    pub fn sign_in(&self, options: JsValue, mode: JsValue, hint: JsValue) -> Promise {
        self.call(Call::SignIn { options, mode, hint })
    }

    /// `isSignInRedirected(url)`.
    #[wasm_bindgen(js_name = isSignInRedirected)]
    pub fn is_sign_in_redirected(&self, url: JsValue) -> Promise {
        self.call(Call::IsSignInRedirected { url })
    }

    /// `handleSignInCallback(url)`. Calls for the same URL share one promise while it is under way.
    #[wasm_bindgen(js_name = handleSignInCallback)]
    pub fn handle_sign_in_callback(&self, url: JsValue) -> Promise {
        let url = match options::required_url("callbackUri", &url) {
            Ok(url) => url,
            Err(error) => return Promise::reject(&errors::to_js(error)),
        };
        let key = Handling::key(&self.session, &url);
        let storage = self.session.platform().site_storage();
        if let Some(promise) = Handling::promise(&storage, &key) {
            return promise;
        }
        let call = Call::HandleSignInCallback { url, storage: storage.clone() };
        // Not settled before it is in the list.
        let promise = promise_later(Box::pin(run(self.session.clone(), call)));
        let handling = Handling { storage, key, promise: promise.clone() };
        HANDLING.with_borrow_mut(|all| all.push(handling));
        promise
    }

    /// `isAuthenticated()`.
    #[wasm_bindgen(js_name = isAuthenticated)]
    pub fn is_authenticated(&self) -> Promise {
        self.call(Call::IsAuthenticated)
    }

    /// `getIdToken()`.
    #[wasm_bindgen(js_name = getIdToken)]
    pub fn get_id_token(&self) -> Promise {
        self.call(Call::GetIdToken)
    }

    /// `getRefreshToken()`.
    #[wasm_bindgen(js_name = getRefreshToken)]
    pub fn get_refresh_token(&self) -> Promise {
        self.call(Call::GetRefreshToken)
    }

    /// `getIdTokenClaims()`.
    #[wasm_bindgen(js_name = getIdTokenClaims)]
    pub fn get_id_token_claims(&self) -> Promise {
        self.call(Call::GetIdTokenClaims)
    }

    /// `getAccessToken(resource?, organizationId?, options?)`.
    #[wasm_bindgen(js_name = getAccessToken)]
    pub fn get_access_token(
        &self,
        resource: JsValue,
        organization_id: JsValue,
        options: JsValue,
    ) -> Promise {
        self.call(Call::GetAccessToken { resource, organization_id, options })
    }

    /// `fetchUserInfo()`.
    #[wasm_bindgen(js_name = fetchUserInfo)]
    pub fn fetch_user_info(&self) -> Promise {
        self.call(Call::FetchUserInfo)
    }

    /// `getOidcConfig()`.
    #[wasm_bindgen(js_name = getOidcConfig)]
    pub fn get_oidc_config(&self) -> Promise {
        self.call(Call::GetOidcConfig)
    }

    /// `clearAccessToken()`.
    #[wasm_bindgen(js_name = clearAccessToken)]
    pub fn clear_access_token(&self) -> Promise {
        self.call(Call::ClearAccessToken)
    }

    /// `clearAllTokens()`.
    #[wasm_bindgen(js_name = clearAllTokens)]
    pub fn clear_all_tokens(&self) -> Promise {
        self.call(Call::ClearAllTokens)
    }

    /// `signOut(postLogoutRedirectUri?)`.
    #[wasm_bindgen(js_name = signOut)]
    pub fn sign_out(&self, post_logout_redirect_uri: JsValue) -> Promise {
        self.call(Call::SignOut { post_logout_redirect_uri })
    }
}
