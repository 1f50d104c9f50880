//! The class, as JavaScript uses it, up to where the page would leave.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use logto_wasm::js::{LogtoClient, class::Class};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn json(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

/// A client of an application that no other test knows.
fn client(app_id: &str) -> LogtoClient {
    let config = format!(r#"{{"endpoint":"http://127.0.0.1:9","appId":"{app_id}"}}"#);
    LogtoClient::new(&json(&config), JsValue::UNDEFINED)
        .unwrap_or_else(|_| panic!("{config} is refused"))
}

fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

fn text(value: &JsValue, name: &str) -> String {
    field(value, name).as_string().unwrap_or_default()
}

async fn value(promise: Promise) -> JsValue {
    JsFuture::from(promise).await.expect("no error")
}

async fn error(promise: Promise) -> JsValue {
    let error = JsFuture::from(promise).await.expect_err("an error");
    assert!(error.is_instance_of::<js_sys::Error>());
    error
}

fn storage() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

#[wasm_bindgen_test]
fn a_bad_configuration_names_its_field() {
    let good = r#"{"endpoint":"https://a.example","appId":"x","scopes":["email"],"resources":[],"prompt":["login"],"includeReservedScopes":false}"#;
    assert!(LogtoClient::new(&json(good), JsValue::UNDEFINED).is_ok());
    let bad = [
        ("{}", "endpoint"),
        (r#"{"appId":"x"}"#, "endpoint"),
        (r#"{"endpoint":7,"appId":"x"}"#, "endpoint"),
        (r#"{"endpoint":"a.example","appId":"x"}"#, "endpoint"),
        (r#"{"endpoint":"ftp://a.example","appId":"x"}"#, "endpoint"),
        (r#"{"endpoint":"http://a.example","appId":"x"}"#, "endpoint"),
        (r#"{"endpoint":"https://a.example"}"#, "appId"),
        (r#"{"endpoint":"https://a.example","appId":""}"#, "appId"),
        (r#"{"endpoint":"https://a.example","appId":{}}"#, "appId"),
        (r#"{"endpoint":"https://a.example","appId":"x","scopes":"email"}"#, "scopes"),
        (r#"{"endpoint":"https://a.example","appId":"x","resources":[1]}"#, "resources"),
        (r#"{"endpoint":"https://a.example","appId":"x","prompt":1}"#, "prompt"),
        (
            r#"{"endpoint":"https://a.example","appId":"x","includeReservedScopes":"no"}"#,
            "includeReservedScopes",
        ),
        ("null", "config"),
        ("\"https://a.example\"", "config"),
    ];
    for (config, name) in bad {
        let Err(error) = LogtoClient::new(&json(config), JsValue::UNDEFINED) else {
            panic!("{config} is accepted")
        };
        assert_eq!(text(&error, "name"), "LogtoClientError", "{config}");
        assert_eq!(text(&error, "code"), "config.invalid", "{config}");
        assert_eq!(text(&field(&error, "data"), "field"), name, "{config}");
        assert!(text(&error, "message").starts_with(&format!("`{name}` ")), "{config}");
    }
}

#[wasm_bindgen_test]
fn a_url_object_is_an_endpoint_too() {
    let config = json(r#"{"appId":"x"}"#);
    let url = web_sys::Url::new("https://a.example").unwrap();
    Reflect::set(&config, &"endpoint".into(), &url).unwrap();
    assert!(LogtoClient::new(&config, JsValue::UNDEFINED).is_ok());
}

#[wasm_bindgen_test]
async fn nobody_is_signed_in_at_first() {
    let client = client("nobody");
    assert_eq!(value(client.is_authenticated()).await, JsValue::FALSE);
    assert!(value(client.get_id_token()).await.is_null());
    assert!(value(client.get_refresh_token()).await.is_null());
    for promise in [
        client.get_id_token_claims(),
        client.get_access_token(JsValue::UNDEFINED, JsValue::UNDEFINED, JsValue::UNDEFINED),
        client.fetch_user_info(),
    ] {
        let error = error(promise).await;
        assert_eq!(text(&error, "name"), "LogtoClientError");
        assert_eq!(text(&error, "code"), "not_authenticated");
        assert_eq!(text(&error, "message"), "Not authenticated.");
    }
    let redirected = client.is_sign_in_redirected("https://shop.example/callback".into());
    assert_eq!(value(redirected).await, JsValue::FALSE);
}

#[wasm_bindgen_test]
async fn a_session_in_storage_is_a_session() {
    let client = client("stored");
    let storage = storage();
    // {"sub":"alice","name":"Alîce"}; nobody's signature is looked at again.
    storage
        .set_item("logto:stored:idToken", "e30.eyJzdWIiOiJhbGljZSIsIm5hbWUiOiJBbMOuY2UifQ.AA")
        .unwrap();
    storage.set_item("logto:stored:refreshToken", "R").unwrap();
    let tokens = r#"{"@":{"token":"A","scope":"openid","expiresAt":9999999999},"@https://api.example":{"token":"B","scope":"","expiresAt":9999999999}}"#;
    storage.set_item("logto:stored:accessToken", tokens).unwrap();

    assert_eq!(value(client.is_authenticated()).await, JsValue::TRUE);
    assert_eq!(value(client.get_refresh_token()).await, "R");
    let claims = value(client.get_id_token_claims()).await;
    assert_eq!(text(&claims, "name"), "Alîce");
    let token = |resource: JsValue| {
        client.get_access_token(resource, JsValue::UNDEFINED, JsValue::UNDEFINED)
    };
    assert_eq!(value(token(JsValue::UNDEFINED)).await, "A");
    assert_eq!(value(token("https://api.example".into())).await, "B");

    // Another one has to be fetched; nobody answers, and the session stays.
    let error = error(token("https://other.example".into())).await;
    assert_eq!(text(&error, "name"), "LogtoRequestError");
    assert_eq!(text(&error, "code"), "network_error");
    assert!(field(&error, "cause").is_undefined());
    assert!(field(&error, "reason").is_instance_of::<js_sys::TypeError>());
    assert_eq!(value(client.is_authenticated()).await, JsValue::TRUE);
    for name in ["idToken", "refreshToken", "accessToken"] {
        storage.remove_item(&format!("logto:stored:{name}")).unwrap();
    }
}

#[wasm_bindgen_test]
async fn bad_arguments_reject_and_name_the_argument() {
    let client = client("arguments");
    let none = || JsValue::UNDEFINED;
    let sign_in = |options: &str| client.sign_in(json(options), none(), none());
    let cases = [
        (sign_in("\"\""), "redirectUri"),
        (sign_in("\"/callback\""), "redirectUri"),
        (sign_in("\"javascript:alert(1)\""), "redirectUri"),
        (sign_in("{}"), "redirectUri"),
        (sign_in("null"), "redirectUri"),
        (sign_in(r#"{"redirectUri":1}"#), "redirectUri"),
        (
            sign_in(r#"{"redirectUri":"https://a.example","postRedirectUri":"data:,x"}"#),
            "postRedirectUri",
        ),
        (sign_in(r#"{"redirectUri":"https://a.example","prompt":{}}"#), "prompt"),
        (sign_in(r#"{"redirectUri":"https://a.example","loginHint":1}"#), "loginHint"),
        (sign_in(r#"{"redirectUri":"https://a.example","identifiers":"email"}"#), "identifiers"),
        (sign_in(r#"{"redirectUri":"https://a.example","directSignIn":"x"}"#), "directSignIn"),
        (sign_in(r#"{"redirectUri":"https://a.example","extraParams":{"a":{}}}"#), "extraParams"),
        (
            sign_in(r#"{"redirectUri":"https://a.example","extraParams":{"state":"x"}}"#),
            "extraParams",
        ),
        (sign_in(r#"{"redirectUri":"https://a.example","clearTokens":1}"#), "clearTokens"),
        (client.sign_out("javascript:alert(1)".into()), "postLogoutRedirectUri"),
        (client.sign_out(7.into()), "postLogoutRedirectUri"),
        (client.handle_sign_in_callback(none()), "callbackUri"),
        (client.is_sign_in_redirected(none()), "url"),
        (client.get_access_token(7.into(), none(), none()), "resource"),
    ];
    for (promise, name) in cases {
        let error = error(promise).await;
        assert_eq!(text(&error, "code"), "options.invalid", "{name}");
        assert_eq!(text(&field(&error, "data"), "field"), name);
    }
}

#[wasm_bindgen_test]
async fn a_callback_that_nobody_waits_for_is_refused() {
    let client = client("callback");
    let url = "https://shop.example/callback?code=c&state=s";
    let error = error(client.handle_sign_in_callback(url.into())).await;
    assert_eq!(text(&error, "name"), "LogtoClientError");
    assert_eq!(text(&error, "code"), "sign_in_session.not_found");
}

#[wasm_bindgen_test]
async fn callers_with_the_same_callback_share_one_promise() {
    let client = client("shared");
    let handle = |url: &str| client.handle_sign_in_callback(url.into());
    let first = handle("https://shop.example/callback?code=c");
    assert!(Object::is(&first, &handle("https://shop.example/callback?code=c")));
    let other = handle("https://shop.example/callback?code=d");
    assert!(!Object::is(&first, &other));
    error(first).await;
    error(other).await;
    let later = handle("https://shop.example/callback?code=d");
    error(later).await;
}

#[wasm_bindgen_test]
async fn clients_of_one_application_share_it_too() {
    let (one, other, stranger) = (client("twin"), client("twin"), client("stranger"));
    let handle = |client: &LogtoClient| {
        client.handle_sign_in_callback("https://shop.example/callback?code=c".into())
    };
    let (first, second, third) = (handle(&one), handle(&other), handle(&stranger));
    assert!(Object::is(&first, &second));
    assert!(!Object::is(&first, &third));
    error(first).await;
    error(third).await;
}

#[wasm_bindgen_test]
async fn an_unreachable_provider_is_a_network_error() {
    let client = client("offline");
    let sign_in = client.sign_in(
        "https://shop.example/callback".into(),
        JsValue::UNDEFINED,
        JsValue::UNDEFINED,
    );
    for promise in [sign_in, client.sign_out(JsValue::UNDEFINED)] {
        let error = error(promise).await;
        assert_eq!(text(&error, "name"), "LogtoRequestError");
        assert_eq!(text(&error, "code"), "network_error");
    }
}

#[wasm_bindgen_test]
async fn the_crate_by_itself_exports_the_class() {
    let config = json(r#"{"endpoint":"http://127.0.0.1:9","appId":"class"}"#);
    let Ok(class) = Class::new(&config, JsValue::UNDEFINED) else {
        panic!("{config:?} is refused")
    };
    // As JavaScript has it from here on.
    let client = JsValue::from(class);
    let constructor: Function = field(&client, "constructor").unchecked_into();
    assert_eq!(constructor.name(), "LogtoClient");
    let call = async |name: &str, argument: &JsValue| {
        let method: Function = field(&client, name).unchecked_into();
        JsFuture::from(Promise::from(method.call1(&client, argument).unwrap())).await
    };
    assert_eq!(call("isAuthenticated", &JsValue::UNDEFINED).await, Ok(false.into()));
    assert_eq!(call("getIdToken", &JsValue::UNDEFINED).await, Ok(JsValue::NULL));
    let refused = call("signIn", &"/callback".into()).await.unwrap_err();
    assert_eq!(text(&refused, "code"), "options.invalid");
    for name in [
        "isSignInRedirected",
        "handleSignInCallback",
        "getIdTokenClaims",
        "getRefreshToken",
        "getAccessToken",
        "fetchUserInfo",
        "getOidcConfig",
        "clearAccessToken",
        "clearAllTokens",
        "signOut",
    ] {
        assert!(field(&client, name).is_function(), "{name}");
    }
}
