//! The page as the module sees it: a JavaScript object with named methods, which `pkg/src/core/host.js` implements.
//!
//! The npm package hands a host to every client. The crate by itself has a copy of that file among its snippets.

#![expect(missing_docs, reason = "wasm-bindgen adds items without docs to the enums")]

use wasm_bindgen::prelude::*;

/// A part of the environment that a site can replace by its own code, by its name in an adapter.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Sends requests.
    Requester = "requester",
    /// Leaves the page.
    Navigate = "navigate",
    /// Stores tokens and pending sign-ins.
    Storage = "storage",
    /// Stores copies of metadata and keys.
    Cache = "unstable_cache",
    /// Makes the `state`.
    GenerateState = "generateState",
    /// Makes the PKCE code verifier.
    GenerateCodeVerifier = "generateCodeVerifier",
    /// Makes the code challenge of a verifier.
    GenerateCodeChallenge = "generateCodeChallenge",
    /// Verifies ID tokens.
    JwtVerifier = "jwtVerifier",
}

/// What does a [`Part`].
#[wasm_bindgen]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// The browser, or the SDK itself.
    Browser = "browser",
    /// The site's own code.
    Site = "site",
    /// Nothing.
    None = "none",
}

#[wasm_bindgen]
extern "C" {
    /// The methods of the page. `async` methods that call the site's code reject with what that code throws.
    #[derive(Debug, Clone)]
    pub type Host;

    /// See [`Provider`].
    #[wasm_bindgen(method)]
    pub fn provider(this: &Host, part: Part) -> Provider;

    /// The site's storage object; `undefined` where the browser's storage is used.
    #[wasm_bindgen(method, js_name = siteStorage)]
    pub fn site_storage(this: &Host) -> JsValue;

    /// Reads a value from the site's storage or cache.
    #[wasm_bindgen(method, catch, js_name = getItem)]
    pub async fn get_item(this: &Host, part: Part, name: &str) -> Result<JsValue, JsValue>;

    /// Stores a value in the site's storage or cache.
    #[wasm_bindgen(method, catch, js_name = setItem)]
    pub async fn set_item(this: &Host, part: Part, name: &str, value: &str) -> Result<(), JsValue>;

    /// Removes a value from the site's storage or cache.
    #[wasm_bindgen(method, catch, js_name = removeItem)]
    pub async fn remove_item(this: &Host, part: Part, name: &str) -> Result<(), JsValue>;

    /// The site's `state`.
    #[wasm_bindgen(method, catch, js_name = generateState)]
    pub async fn generate_state(this: &Host) -> Result<JsValue, JsValue>;

    /// The site's code verifier.
    #[wasm_bindgen(method, catch, js_name = generateCodeVerifier)]
    pub async fn generate_code_verifier(this: &Host) -> Result<JsValue, JsValue>;

    /// The site's code challenge.
    #[wasm_bindgen(method, catch, js_name = generateCodeChallenge)]
    pub async fn generate_code_challenge(this: &Host, verifier: &str) -> Result<JsValue, JsValue>;

    /// Leaves the page by the site's code. `purpose` is `sign-in`, `sign-out` or `post-sign-in`.
    #[wasm_bindgen(method, catch, js_name = navigateBySite)]
    pub async fn navigate_by_site(
        this: &Host,
        url: &str,
        purpose: &str,
        redirect_uri: Option<&str>,
    ) -> Result<(), JsValue>;

    /// Sends a request by the site's requester: the body as JSON text, or `undefined` if there is no answer in time.
    #[wasm_bindgen(method, catch, js_name = sendBySite)]
    pub async fn send_by_site(
        this: &Host,
        url: &str,
        form: Option<&str>,
        bearer: Option<&str>,
    ) -> Result<JsValue, JsValue>;

    /// Rejects if the site's verifier refuses the token.
    #[wasm_bindgen(method, catch, js_name = verifyIdTokenBySite)]
    pub async fn verify_id_token_by_site(this: &Host, token: &str) -> Result<(), JsValue>;

    /// Sends a request by `fetch`. Rejects if there is no response in time.
    #[wasm_bindgen(method, catch)]
    pub async fn send(
        this: &Host,
        url: &str,
        form: Option<&str>,
        bearer: Option<&str>,
    ) -> Result<JsValue, JsValue>;

    /// Loads another page; `false` where there is no page.
    #[wasm_bindgen(method)]
    pub fn navigate(this: &Host, url: &str) -> bool;

    /// See [`crate::platform::Platform::replace_address`].
    #[wasm_bindgen(method, js_name = replaceAddress)]
    pub fn replace_address(this: &Host, callback_uri: &str, url: &str);

    /// Resolves to a boolean. Rejects where the browser does not support the algorithm.
    #[wasm_bindgen(method, catch, js_name = verifySignature)]
    pub async fn verify_signature(
        this: &Host,
        algorithm: &JsValue,
        key: &JsValue,
        input: &str,
        signature: Vec<u8>,
    ) -> Result<JsValue, JsValue>;

    /// Resolves to a `Uint8Array`. Rejects on plain http, where there is no `crypto.subtle`.
    #[wasm_bindgen(method, catch)]
    pub async fn hash(this: &Host, name: &str, text: &str) -> Result<JsValue, JsValue>;

    /// The lock among the calls of this page, if it is free.
    #[wasm_bindgen(method, js_name = tryPageLock)]
    pub fn try_page_lock(this: &Host, name: &str) -> Option<Lock>;

    /// Waits for the lock among the calls of this page. Rejects if that takes too long.
    #[wasm_bindgen(method, catch, js_name = pageLock)]
    pub async fn page_lock(this: &Host, name: &str) -> Result<JsValue, JsValue>;

    /// Waits for the lock among all tabs. Rejects if that takes too long.
    #[wasm_bindgen(method, catch, js_name = tabLock)]
    pub async fn tab_lock(this: &Host, name: &str) -> Result<JsValue, JsValue>;

    /// See [`crate::platform::Platform::swap_record`]. Rejects where there can be no record.
    #[wasm_bindgen(method, catch, js_name = swapRecord)]
    pub async fn swap_record(
        this: &Host,
        name: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<JsValue, JsValue>;

    /// Keeps a value in the page's memory, in the place of the stored one.
    #[wasm_bindgen(method)]
    pub fn remember(this: &Host, key: &str, value: Option<&str>, stored: Option<&str>);

    /// The value in the page's memory in the place of the stored one: `null` for no value, `undefined` when nothing is
    /// kept.
    #[wasm_bindgen(method)]
    pub fn recall(this: &Host, key: &str, stored: Option<&str>) -> JsValue;

    /// Removes a value from the page's memory.
    #[wasm_bindgen(method)]
    pub fn forget(this: &Host, key: &str);

    /// Keeps a value that the browser refused to store, and warns once.
    #[wasm_bindgen(method, js_name = keepInstead)]
    pub fn keep_instead(this: &Host, key: &str, value: Option<&str>, stored: Option<&str>);

    /// A `LogtoError`.
    #[wasm_bindgen(method, js_name = logtoError)]
    pub fn logto_error(this: &Host, code: &str, data: &JsValue, message: &str) -> js_sys::Error;

    /// A `LogtoClientError`.
    #[wasm_bindgen(method, js_name = logtoClientError)]
    pub fn logto_client_error(
        this: &Host,
        code: &str,
        data: &JsValue,
        message: &str,
    ) -> js_sys::Error;

    /// A `LogtoRequestError`: `cause` is the response; without a response, `reason` says why the request had no response.
    #[wasm_bindgen(method, js_name = logtoRequestError)]
    pub fn logto_request_error(
        this: &Host,
        code: &str,
        message: &str,
        cause: &JsValue,
        reason: &JsValue,
    ) -> js_sys::Error;

    /// An `OidcError`.
    #[wasm_bindgen(method, js_name = oidcError)]
    pub fn oidc_error(this: &Host, error: &str, description: Option<&str>) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// What [`Host::send`] resolves to.
    pub type HttpResponse;

    /// The HTTP status code.
    #[wasm_bindgen(method, getter)]
    pub fn status(this: &HttpResponse) -> u16;

    /// The body.
    #[wasm_bindgen(method, getter)]
    pub fn body(this: &HttpResponse) -> js_sys::JsString;

    /// The seconds of `Retry-After`.
    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    pub fn retry_after(this: &HttpResponse) -> Option<f64>;

    /// The `Response` of an error status, with its body unread.
    #[wasm_bindgen(method, getter)]
    pub fn response(this: &HttpResponse) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// A lock that is held until it is released.
    pub type Lock;

    /// Releases the lock.
    #[wasm_bindgen(method)]
    pub fn release(this: &Lock);
}

/// The host of a page whose site replaces nothing, where the npm package does not hand one in.
#[cfg(not(feature = "npm"))]
#[must_use]
pub fn default_host() -> Host {
    host_of_site(&JsValue::UNDEFINED)
}

/// The host of a page whose site replaces parts: `site` is described in `pkg/src/core/host.js`.
#[cfg(not(feature = "npm"))]
#[must_use]
pub fn host_of_site(site: &JsValue) -> Host {
    snippets::Host::new(&snippets::plain_site(site)).unchecked_into()
}

/// The JavaScript files of the default host. wasm-bindgen copies only the files that an `extern` block names, so each
/// file that `host.js` imports is named here.
#[cfg(not(feature = "npm"))]
mod snippets {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "/pkg/src/core/host.js")]
    extern "C" {
        pub type Host;
        #[wasm_bindgen(constructor)]
        pub fn new(site: &JsValue) -> Host;
    }

    #[wasm_bindgen(module = "/pkg/src/core/plain-site.js")]
    extern "C" {
        #[wasm_bindgen(js_name = plainSite)]
        pub fn plain_site(site: &JsValue) -> JsValue;
    }

    macro_rules! imported_files {
        ($($path:literal $function:ident)*) => {$(
            #[wasm_bindgen(module = $path)]
            extern "C" {
                fn $function();
            }
        )*};
    }

    imported_files! {
        "/pkg/src/core/address-bar.js" navigate
        "/pkg/src/core/cleanups.js" registerCleanup
        "/pkg/src/core/deadlines.js" startDeadline
        "/pkg/src/core/limits.js" limits
        "/pkg/src/core/page-locks.js" pageLock
        "/pkg/src/core/requests.js" sendByFetch
        "/pkg/src/core/signatures.js" verifySignature
        "/pkg/src/core/tab-locks.js" tabLock
        "/pkg/src/core/tab-record.js" swapRecord
        "/pkg/src/error-texts.js" textOf
        "/pkg/src/errors.js" LogtoError
        "/pkg/src/page-memory.js" remember
    }
}
