//! The class as wasm-bindgen exports it, for whoever builds this crate without the npm package around it.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::LogtoClient;

/// Signs visitors in with Logto. See `pkg/src/index.d.ts` for what its users read.
#[wasm_bindgen(js_name = LogtoClient)]
pub struct Class(LogtoClient);

#[wasm_bindgen(js_class = LogtoClient)]
impl Class {
    /// `new LogtoClient(config, adapter?)`.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue, adapter: JsValue) -> Result<Class, JsValue> {
        LogtoClient::new(config, adapter).map(Class)
    }

    /// `signIn(redirectUri)`, `signIn(options)`.
    #[wasm_bindgen(js_name = signIn)]
    pub fn sign_in(&self, options: JsValue, mode: JsValue, hint: JsValue) -> Promise {
        self.0.sign_in(options, mode, hint)
    }

    /// `isSignInRedirected(url)`.
    #[wasm_bindgen(js_name = isSignInRedirected)]
    pub fn is_sign_in_redirected(&self, url: JsValue) -> Promise {
        self.0.is_sign_in_redirected(url)
    }

    /// `handleSignInCallback(url)`.
    #[wasm_bindgen(js_name = handleSignInCallback)]
    pub fn handle_sign_in_callback(&self, url: JsValue) -> Promise {
        self.0.handle_sign_in_callback(url)
    }

    /// `isAuthenticated()`.
    #[wasm_bindgen(js_name = isAuthenticated)]
    pub fn is_authenticated(&self) -> Promise {
        self.0.is_authenticated()
    }

    /// `getIdToken()`.
    #[wasm_bindgen(js_name = getIdToken)]
    pub fn get_id_token(&self) -> Promise {
        self.0.get_id_token()
    }

    /// `getIdTokenClaims()`.
    #[wasm_bindgen(js_name = getIdTokenClaims)]
    pub fn get_id_token_claims(&self) -> Promise {
        self.0.get_id_token_claims()
    }

    /// `getRefreshToken()`.
    #[wasm_bindgen(js_name = getRefreshToken)]
    pub fn get_refresh_token(&self) -> Promise {
        self.0.get_refresh_token()
    }

    /// `getAccessToken(resource?, organizationId?, options?)`.
    #[wasm_bindgen(js_name = getAccessToken)]
    pub fn get_access_token(
        &self,
        resource: JsValue,
        organization_id: JsValue,
        options: JsValue,
    ) -> Promise {
        self.0.get_access_token(resource, organization_id, options)
    }

    /// `fetchUserInfo()`.
    #[wasm_bindgen(js_name = fetchUserInfo)]
    pub fn fetch_user_info(&self) -> Promise {
        self.0.fetch_user_info()
    }

    /// `getOidcConfig()`.
    #[wasm_bindgen(js_name = getOidcConfig)]
    pub fn get_oidc_config(&self) -> Promise {
        self.0.get_oidc_config()
    }

    /// `clearAccessToken()`.
    #[wasm_bindgen(js_name = clearAccessToken)]
    pub fn clear_access_token(&self) -> Promise {
        self.0.clear_access_token()
    }

    /// `clearAllTokens()`.
    #[wasm_bindgen(js_name = clearAllTokens)]
    pub fn clear_all_tokens(&self) -> Promise {
        self.0.clear_all_tokens()
    }

    /// `signOut(postLogoutRedirectUri?)`.
    #[wasm_bindgen(js_name = signOut)]
    pub fn sign_out(&self, post_logout_redirect_uri: JsValue) -> Promise {
        self.0.sign_out(post_logout_redirect_uri)
    }
}
