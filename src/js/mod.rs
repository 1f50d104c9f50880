//! The JavaScript surface: the compiled part of the class `LogtoClient`, and the functions beside it.
//! What is convenient and needs no secrets is around it, in `pkg/src/client.js`.
//!
//! | module | what |
//! |---|---|
//! | [`options`] | configuration and arguments |
//! | [`errors`] | errors as instances of the JavaScript classes |
//! | [`running`], [`flights`] | calls under way, and those that are joined |
//! | `class` | the class as wasm-bindgen exports it, where the npm package does not |
//! | [`functions`] | what JavaScript calls: the class by numbers, and functions beside it |

#[cfg(not(feature = "npm"))]
pub mod class;
mod errors;
mod flights;
mod functions;
mod options;
mod running;

use std::rc::Rc;

use js_sys::{JSON, Promise};
use wasm_bindgen::prelude::*;

use flights::Flight;
use running::Running;

use crate::{
    platform::browser::Browser,
    protocol::{
        Code, Error, Text, authorization::SignInOptions, secret::RawIdToken, token::Target,
    },
    session::{Call, Session},
};

/// Signs visitors in with Logto. See `pkg/src/index.d.ts` for what its users read.
#[derive(Clone)]
pub struct LogtoClient {
    session: Rc<Session<Browser>>,
}

/// A method, and what it was called with.
enum Method {
    SignIn { options: SignInOptions },
    IsSignInRedirected { url: Text },
    HandleSignInCallback { url: Text },
    IsAuthenticated,
    GetIdToken,
    GetRefreshToken,
    GetIdTokenClaims,
    GetAccessToken { target: Target, is_forced: bool },
    FetchUserInfo,
    GetOidcConfig,
    ClearAccessToken,
    ClearAllTokens,
    SignOut { post_logout_redirect_uri: Option<Text> },
    VerifyIdToken { token: RawIdToken },
    GetState,
    GetStoredAccessToken { target: Target },
    GetAppState,
    Preload,
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
        Method::GetStoredAccessToken { target } => {
            return Ok(functions::token_array(call.stored_access_token(target)?));
        }
        Method::Preload => call.preload()?,
        Method::GetState => return Ok(functions::state_array(&call.state()?)),
        Method::GetAppState => {
            let text = call.app_state()?;
            return Ok(text.and_then(|text| JSON::parse(&text).ok()).unwrap_or_default());
        }
    }
    Ok(JsValue::UNDEFINED)
}

fn settled(result: Result<JsValue, Error>) -> Promise {
    match result {
        Ok(value) => Promise::resolve(&value),
        Err(error) => Promise::reject(&errors::to_js(&error)),
    }
}

/// JSON text that is known to be JSON, as a JavaScript value.
fn json(text: &str, otherwise: Code) -> Result<JsValue, Error> {
    JSON::parse(text).map_err(|_| otherwise.into())
}

impl LogtoClient {
    /// `new LogtoClient(config, adapter?)`. Sends nothing.
    pub fn new(config: &JsValue, adapter: JsValue) -> Result<LogtoClient, JsValue> {
        let session = options::config(config)
            .and_then(|(config, place)| Session::new(config, Browser::new(adapter, place)));
        Ok(LogtoClient { session: Rc::new(session.map_err(|error| errors::to_js(&error))?) })
    }

    fn running(&self, method: Method) -> Rc<Running> {
        Rc::new(Running::new(self.session.clone(), method))
    }

    /// What needs nobody else is done at once.
    fn call(&self, method: Method) -> Promise {
        self.running(method).start(None)
    }

    /// What a call comes to without anybody else; `undefined` when it needs them, or fails.
    fn now(&self, method: Method) -> JsValue {
        self.running(method).step().and_then(Result::ok).unwrap_or_default()
    }

    /// What makes calls of this key the same.
    fn flight(&self, key: &str) -> Flight {
        let key = [self.session.config().app_id(), " ", key].concat();
        Flight { storage: self.session.platform().site_storage(), key }
    }

    /// `signIn(redirectUri)`, `signIn(options)`.
    pub fn sign_in(&self, options: JsValue, mode: JsValue, hint: JsValue) -> Promise {
        match options::sign_in(&options, &mode, &hint) {
            Ok(options) => self.call(Method::SignIn { options }),
            Err(error) => settled(Err(error)),
        }
    }

    /// `isSignInRedirected(url)`.
    pub fn is_sign_in_redirected(&self, url: JsValue) -> Promise {
        match options::url(&url) {
            Ok(url) => self.call(Method::IsSignInRedirected { url }),
            Err(error) => settled(Err(error)),
        }
    }

    /// `handleSignInCallback(url)`. Calls for the same URL share one promise while it is under way.
    pub fn handle_sign_in_callback(&self, url: JsValue) -> Promise {
        let url = match options::callback_uri(&url) {
            Ok(url) => url,
            Err(error) => return settled(Err(error)),
        };
        let flight = self.flight(&url);
        flights::promise(&flight).unwrap_or_else(|| {
            self.running(Method::HandleSignInCallback { url }).start_soon(flight)
        })
    }

    /// `isAuthenticated()`.
    pub fn is_authenticated(&self) -> Promise {
        self.call(Method::IsAuthenticated)
    }

    /// `getIdToken()`.
    pub fn get_id_token(&self) -> Promise {
        self.call(Method::GetIdToken)
    }

    /// `getRefreshToken()`.
    pub fn get_refresh_token(&self) -> Promise {
        self.call(Method::GetRefreshToken)
    }

    /// `getIdTokenClaims()`.
    pub fn get_id_token_claims(&self) -> Promise {
        self.call(Method::GetIdTokenClaims)
    }

    /// `getAccessToken(resource?, organizationId?, options?)`.
    pub fn get_access_token(
        &self,
        resource: JsValue,
        organization_id: JsValue,
        options: JsValue,
    ) -> Promise {
        let read = options::token(&resource, &organization_id, &options);
        let (target, is_forced) = match read {
            Ok(read) => read,
            Err(error) => return settled(Err(error)),
        };
        let key = [if is_forced { "new token " } else { "token " }, &target.key()].concat();
        let flight = self.flight(&key);
        flights::promise(&flight).unwrap_or_else(|| {
            self.running(Method::GetAccessToken { target, is_forced }).start(Some(flight))
        })
    }

    /// `fetchUserInfo()`.
    pub fn fetch_user_info(&self) -> Promise {
        self.call(Method::FetchUserInfo)
    }

    /// `getOidcConfig()`.
    pub fn get_oidc_config(&self) -> Promise {
        self.call(Method::GetOidcConfig)
    }

    /// `clearAccessToken()`.
    pub fn clear_access_token(&self) -> Promise {
        self.call(Method::ClearAccessToken)
    }

    /// `clearAllTokens()`.
    pub fn clear_all_tokens(&self) -> Promise {
        self.call(Method::ClearAllTokens)
    }

    /// `signOut(postLogoutRedirectUri?)`.
    pub fn sign_out(&self, post_logout_redirect_uri: JsValue) -> Promise {
        match options::post_logout_redirect_uri(&post_logout_redirect_uri) {
            Ok(post_logout_redirect_uri) => self.call(Method::SignOut { post_logout_redirect_uri }),
            Err(error) => settled(Err(error)),
        }
    }
}
