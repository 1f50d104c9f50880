//! The class, as JavaScript uses it, up to where the page would leave.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use logto_wasm::js::LogtoClient;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn json(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

/// A client of an application that no other test knows.
fn client(app_id: &str) -> LogtoClient {
    let config = format!(r#"{{"endpoint":"http://127.0.0.1:9","appId":"{app_id}"}}"#);
    LogtoClient::new(&json(&config), None).unwrap_or_else(|_| panic!("{config} is refused"))
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
    assert!(LogtoClient::new(&json(good), None).is_ok());
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
        let Err(error) = LogtoClient::new(&json(config), None) else {
            panic!("{config} is accepted")
        };
        assert_eq!(text(&error, "name"), "LogtoClientError", "{config}");
        assert_eq!(text(&error, "code"), "config.invalid", "{config}");
        assert_eq!(text(&field(&error, "data"), "field"), name, "{config}");
        assert!(text(&error, "message").starts_with(&format!("`{name}` ")), "{config}");
    }
}

#[wasm_bindgen_test]
async fn nobody_is_signed_in_at_first() {
    let client = client("nobody");
    assert_eq!(value(client.is_authenticated()).await, JsValue::FALSE);
    assert!(value(client.get_id_token()).await.is_null());
    assert!(value(client.get_refresh_token()).await.is_null());
    for promise in [
        client.get_id_token_claims(),
        client.get_access_token(None, None, None),
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
    // {"iss":"http://127.0.0.1:9/oidc","sub":"alice","name":"Alîce"}; the signature was verified before it was stored.
    storage
        .set_item("logto:stored:idToken", "e30.eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xOjkvb2lkYyIsInN1YiI6ImFsaWNlIiwibmFtZSI6IkFsw65jZSJ9.AA")
        .unwrap();
    storage.set_item("logto:stored:refreshToken", "R").unwrap();
    let tokens = r#"{"@":{"token":"A","scope":"openid","expiresAt":9999999999},"@https://api.example":{"token":"B","scope":"","expiresAt":9999999999}}"#;
    storage.set_item("logto:stored:accessToken", tokens).unwrap();

    assert_eq!(value(client.is_authenticated()).await, JsValue::TRUE);
    assert_eq!(value(client.get_refresh_token()).await, "R");
    let claims = value(client.get_id_token_claims()).await;
    assert_eq!(text(&claims, "name"), "Alîce");
    let token =
        |resource: Option<&str>| client.get_access_token(resource.map(str::to_owned), None, None);
    assert_eq!(value(token(None)).await, "A");
    assert_eq!(value(token(Some("https://api.example"))).await, "B");

    // Another one has to be fetched; nobody answers, and the session stays.
    let error = error(token(Some("https://other.example"))).await;
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
    let sign_in = |options: &str| client.sign_in(&json(options));
    let cases = [
        (sign_in("\"\""), "redirectUri"),
        (sign_in("\"/callback\""), "redirectUri"),
        (sign_in("\"javascript:alert(1)\""), "redirectUri"),
        (sign_in("{}"), "redirectUri"),
        (sign_in("null"), "options"),
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
        (sign_in(r#"{"redirectUri":"https://a.example","extraParams":[["a"]]}"#), "extraParams"),
        (client.sign_out(Some("javascript:alert(1)".to_owned())), "postLogoutRedirectUri"),
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
    let sign_in = client.sign_in(&"https://shop.example/callback".into());
    for promise in [sign_in, client.sign_out(None)] {
        let error = error(promise).await;
        assert_eq!(text(&error, "name"), "LogtoRequestError");
        assert_eq!(text(&error, "code"), "network_error");
    }
}

#[wasm_bindgen_test]
async fn the_crate_by_itself_exports_the_class() {
    let config = json(r#"{"endpoint":"http://127.0.0.1:9","appId":"class"}"#);
    let Ok(class) = LogtoClient::new(&config, None) else { panic!("{config:?} is refused") };
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
        "verifyIdToken",
        "getAppState",
        "preload",
        "getState",
    ] {
        assert!(field(&client, name).is_function(), "{name}");
    }
}

/// How a promise is settled: `"pending"` until the microtasks that are queued by now have run.
fn settled_by_now(promise: &Promise) -> Promise {
    let race = js_sys::eval(
        "(promise) => Promise.race([
            promise.then(() => 'fulfilled', () => 'rejected'),
            Promise.resolve().then(() => 'pending'),
        ])",
    );
    let race: Function = race.unwrap().unchecked_into();
    race.call1(&JsValue::UNDEFINED, promise).unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn a_call_that_waits_for_nothing_is_settled_when_it_returns() {
    let client = client("at-once");
    let fulfilled = [client.is_authenticated(), client.get_id_token(), client.get_state()];
    for promise in fulfilled {
        assert_eq!(value(settled_by_now(&promise)).await, "fulfilled");
    }
    let rejected = [client.get_id_token_claims(), client.get_access_token(None, None, None)];
    for promise in rejected {
        assert_eq!(value(settled_by_now(&promise)).await, "rejected");
    }
    let pending = client.get_oidc_config();
    assert_eq!(value(settled_by_now(&pending)).await, "pending");
    error(pending).await;
}

#[wasm_bindgen_test]
async fn callers_that_wait_for_the_same_token_share_one_promise() {
    let storage = storage();
    for (name, value) in [
        ("idToken", "e30.eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xOjkvb2lkYyIsInN1YiI6ImFsaWNlIn0.AA"),
        ("refreshToken", "R"),
    ] {
        storage.set_item(&format!("logto:joined:{name}"), value).unwrap();
    }
    let (one, other) = (client("joined"), client("joined"));
    let token = |client: &LogtoClient, resource: Option<&str>, is_forced| {
        client.get_access_token(resource.map(str::to_owned), None, Some(is_forced))
    };
    let first = token(&one, None, false);
    assert!(Object::is(&first, &token(&other, None, false)));
    let different = [token(&one, Some("https://api.example"), false), token(&one, None, true)];
    for promise in different {
        assert!(!Object::is(&first, &promise));
        error(promise).await;
    }
    error(first).await;
    let later = token(&one, None, false);
    assert_eq!(value(settled_by_now(&later)).await, "pending");
    error(later).await;
    for name in ["idToken", "refreshToken"] {
        storage.remove_item(&format!("logto:joined:{name}")).unwrap();
    }
}

#[wasm_bindgen_test]
async fn the_state_is_an_object_with_claims_and_the_end_of_the_session() {
    let storage = storage();
    let client = client("state");
    let state = value(client.get_state()).await;
    assert!(field(&state, "claims").is_undefined() && field(&state, "endsIn").is_undefined());
    // {"iss":"http://127.0.0.1:9/oidc","sub":"alice","exp":9999999999}
    let token = "e30.eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xOjkvb2lkYyIsInN1YiI6ImFsaWNlIiwiZXhwIjo5OTk5OTk5OTk5fQ.AA";
    storage.set_item("logto:state:idToken", token).unwrap();
    let state = value(client.get_state()).await;
    assert_eq!(text(&field(&state, "claims"), "sub"), "alice");
    assert!(field(&state, "endsIn").as_f64().unwrap() > 1e9);
    storage.remove_item("logto:state:idToken").unwrap();
}
