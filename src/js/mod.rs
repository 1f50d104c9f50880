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
use wasm_bindgen_futures::spawn_local;

use crate::{
    platform::browser::Browser,
    protocol::{Code, Error, authorization::SignInOptions, secret::RawIdToken, token::Target},
    session::{Call, Session},
};

/// Signs visitors in with Logto. See `pkg/src/index.d.ts` for what its users read.
#[wasm_bindgen]
pub struct LogtoClient {
    session: Rc<Session<Browser>>,
}

/// A call that is under way, and that others like it join.
struct Flight {
    /// The site's own storage of the session; `undefined` for the browser's.
    storage: JsValue,
    /// Application, and what is asked for.
    key: String,
    /// The promise that all its callers share.
    promise: Promise,
}

thread_local! {
    /// A code can be exchanged once, a token is renewed once, whatever the number of clients in the page.
    static FLIGHTS: RefCell<Vec<Flight>> = const { RefCell::new(Vec::new()) };
}

/// The promise of whoever is at it already.
fn flight(storage: &JsValue, key: &str) -> Option<Promise> {
    FLIGHTS.with_borrow(|all| {
        let same = all.iter().find(|each| each.key == key && each.storage == *storage);
        same.map(|each| each.promise.clone())
    })
}

fn land(storage: &JsValue, key: &str) {
    FLIGHTS.with_borrow_mut(|all| {
        all.retain(|each| each.key != key || each.storage != *storage);
    });
}

/// A method, and what it was called with.
enum Method {
    SignIn { options: SignInOptions },
    IsSignInRedirected { url: String },
    HandleSignInCallback { url: String },
    IsAuthenticated,
    GetIdToken,
    GetRefreshToken,
    GetIdTokenClaims,
    GetAccessToken { target: Target, is_forced: bool },
    FetchUserInfo,
    GetOidcConfig,
    ClearAccessToken,
    ClearAllTokens,
    SignOut { post_logout_redirect_uri: Option<String> },
    VerifyIdToken { token: RawIdToken },
    GetState,
    GetAppState,
}

fn run(call: &Call<'_, Browser>, method: &Method) -> Result<JsValue, Error> {
    match method {
        Method::SignIn { options } => call.sign_in(options)?,
        Method::IsSignInRedirected { url } => return Ok(call.is_sign_in_redirected(url)?.into()),
        Method::HandleSignInCallback { url } => call.handle_sign_in_callback(url)?,
        Method::IsAuthenticated => return Ok(call.is_authenticated()?.into()),
        Method::GetIdToken => {
            let token = call.id_token()?;
            return Ok(token.map_or(JsValue::NULL, |token| token.raw().expose().into()));
        }
        Method::GetRefreshToken => {
            let token = call.refresh_token()?;
            return Ok(token.map_or(JsValue::NULL, |token| token.expose().into()));
        }
        Method::GetIdTokenClaims => return json(&call.id_token_claims()?, Code::InvalidIdToken),
        Method::GetAccessToken { target, is_forced } => {
            let token = if *is_forced {
                call.new_access_token(target)?
            } else {
                call.access_token(target)?
            };
            return Ok(token.expose().into());
        }
        Method::FetchUserInfo => return json(&call.fetch_user_info()?, Code::InvalidUserInfo),
        Method::GetOidcConfig => return json(&call.metadata_text()?, Code::InvalidDiscovery),
        Method::ClearAccessToken => call.clear_access_tokens()?,
        Method::ClearAllTokens => call.clear_tokens()?,
        Method::SignOut { post_logout_redirect_uri } => {
            call.sign_out(post_logout_redirect_uri.as_deref())?;
        }
        Method::VerifyIdToken { token } => call.verify_id_token(token)?,
        Method::GetState => return Ok(functions::state_object(&call.state()?)),
        Method::GetAppState => {
            let text = call.app_state()?;
            return Ok(text.and_then(|text| JSON::parse(&text).ok()).unwrap_or_default());
        }
    }
    Ok(JsValue::UNDEFINED)
}

/// All of a method's work as one future, so that the machinery behind a promise is compiled once.
fn work(session: &Rc<Session<Browser>>, method: Method) -> Work {
    let session = session.clone();
    Box::pin(async move { session.run(|call| run(call, &method)).await })
}

/// A call that is done, or the rest of it.
type Started = Result<Result<JsValue, Error>, Work>;

type Work = Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>;

fn settled(result: Result<JsValue, Error>) -> Promise {
    match result {
        Ok(value) => Promise::resolve(&value),
        Err(error) => Promise::reject(&errors::to_js(error)),
    }
}

#[wasm_bindgen(module = "/pkg/src/page.js")]
extern "C" {
    /// A promise that the page settles by itself should this module fail before it does.
    type Later;

    #[wasm_bindgen(constructor)]
    fn new() -> Later;

    #[wasm_bindgen(method, getter)]
    fn promise(this: &Later) -> Promise;

    #[wasm_bindgen(method)]
    fn settle(this: &Later, is_error: bool, value: &JsValue);
}

/// `work` as a promise that is not settled yet.
fn promise_later(work: Work) -> Promise {
    let later = Later::new();
    let promise = later.promise();
    spawn_local(async move {
        match work.await {
            Ok(value) => later.settle(false, &value),
            Err(error) => later.settle(true, &errors::to_js(error)),
        }
    });
    promise
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
        let session = options::cache_location(config).and_then(|location| {
            Session::new(options::config(config)?, Browser::new(adapter, location))
        });
        Ok(LogtoClient { session: Rc::new(session.map_err(errors::to_js)?) })
    }

    /// What needs nobody else is done at once; the rest is work to go on with.
    fn start(&self, method: Method) -> Started {
        let mut work: Work = work(&self.session, method);
        match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => Ok(result),
            Poll::Pending => Err(work),
        }
    }

    fn call(&self, method: Method) -> Promise {
        self.start(method).map_or_else(promise_later, settled)
    }

    /// What a call comes to without anybody else; `undefined` when it needs them, or fails.
    fn now(&self, method: Method) -> JsValue {
        self.start(method).ok().and_then(Result::ok).unwrap_or_default()
    }

    /// Joins a call of this key that is under way, or makes this one.
    fn join(&self, key: &str, start: impl FnOnce() -> Started) -> Promise {
        let key = [self.session.config().app_id(), " ", key].concat();
        let storage = self.session.platform().site_storage();
        if let Some(promise) = flight(&storage, &key) {
            return promise;
        }
        let work = match start() {
            Ok(result) => return settled(result),
            Err(work) => work,
        };
        let (landed, at) = (key.clone(), storage.clone());
        // Not settled before it is in the list.
        let promise = promise_later(Box::pin(async move {
            let result = work.await;
            land(&at, &landed);
            result
        }));
        FLIGHTS.with_borrow_mut(|all| {
            all.push(Flight { storage, key, promise: promise.clone() });
        });
        promise
    }

    /// `signIn(redirectUri)`, `signIn(options)`.
    #[wasm_bindgen(js_name = signIn)]
    pub fn sign_in(&self, options: JsValue, mode: JsValue, hint: JsValue) -> Promise {
        match options::sign_in(&options, &mode, &hint) {
            Ok(options) => self.call(Method::SignIn { options }),
            Err(error) => settled(Err(error)),
        }
    }

    /// `isSignInRedirected(url)`.
    #[wasm_bindgen(js_name = isSignInRedirected)]
    pub fn is_sign_in_redirected(&self, url: JsValue) -> Promise {
        match options::required_url("url", &url) {
            Ok(url) => self.call(Method::IsSignInRedirected { url }),
            Err(error) => settled(Err(error)),
        }
    }

    /// `handleSignInCallback(url)`. Calls for the same URL share one promise while it is under way.
    #[wasm_bindgen(js_name = handleSignInCallback)]
    pub fn handle_sign_in_callback(&self, url: JsValue) -> Promise {
        let url = match options::required_url("callbackUri", &url) {
            Ok(url) => url,
            Err(error) => return settled(Err(error)),
        };
        let key = url.clone();
        // Not even its first step at once: whoever comes second in this very moment joins, too.
        self.join(&key, || Err(work(&self.session, Method::HandleSignInCallback { url })))
    }

    /// `isAuthenticated()`.
    #[wasm_bindgen(js_name = isAuthenticated)]
    pub fn is_authenticated(&self) -> Promise {
        self.call(Method::IsAuthenticated)
    }

    /// `getIdToken()`.
    #[wasm_bindgen(js_name = getIdToken)]
    pub fn get_id_token(&self) -> Promise {
        self.call(Method::GetIdToken)
    }

    /// `getRefreshToken()`.
    #[wasm_bindgen(js_name = getRefreshToken)]
    pub fn get_refresh_token(&self) -> Promise {
        self.call(Method::GetRefreshToken)
    }

    /// `getIdTokenClaims()`.
    #[wasm_bindgen(js_name = getIdTokenClaims)]
    pub fn get_id_token_claims(&self) -> Promise {
        self.call(Method::GetIdTokenClaims)
    }

    /// `getAccessToken(resource?, organizationId?, options?)`.
    #[wasm_bindgen(js_name = getAccessToken)]
    pub fn get_access_token(
        &self,
        resource: JsValue,
        organization_id: JsValue,
        options: JsValue,
    ) -> Promise {
        let read = || {
            let target = Target {
                resource: options::optional_string("resource", &resource)?,
                organization_id: options::optional_string("organizationId", &organization_id)?,
            };
            Ok((target, options::force_refresh(&options)?))
        };
        let (target, is_forced) = match read() {
            Ok(read) => read,
            Err(error) => return settled(Err(error)),
        };
        let key = [if is_forced { "new token " } else { "token " }, &target.key()].concat();
        self.join(&key, || self.start(Method::GetAccessToken { target, is_forced }))
    }

    /// `fetchUserInfo()`.
    #[wasm_bindgen(js_name = fetchUserInfo)]
    pub fn fetch_user_info(&self) -> Promise {
        self.call(Method::FetchUserInfo)
    }

    /// `getOidcConfig()`.
    #[wasm_bindgen(js_name = getOidcConfig)]
    pub fn get_oidc_config(&self) -> Promise {
        self.call(Method::GetOidcConfig)
    }

    /// `clearAccessToken()`.
    #[wasm_bindgen(js_name = clearAccessToken)]
    pub fn clear_access_token(&self) -> Promise {
        self.call(Method::ClearAccessToken)
    }

    /// `clearAllTokens()`.
    #[wasm_bindgen(js_name = clearAllTokens)]
    pub fn clear_all_tokens(&self) -> Promise {
        self.call(Method::ClearAllTokens)
    }

    /// `signOut(postLogoutRedirectUri?)`.
    #[wasm_bindgen(js_name = signOut)]
    pub fn sign_out(&self, post_logout_redirect_uri: JsValue) -> Promise {
        let uri = options::optional_url("postLogoutRedirectUri", &post_logout_redirect_uri);
        match uri {
            Ok(post_logout_redirect_uri) => self.call(Method::SignOut { post_logout_redirect_uri }),
            Err(error) => settled(Err(error)),
        }
    }
}
