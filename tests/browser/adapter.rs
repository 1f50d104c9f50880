//! What a site does its own way, from the class down to the site's functions and back.

use js_sys::{Function, JSON, Map, Object, Promise, Reflect};
use logto_wasm::{js::LogtoClient, platform::browser::host::host_of_site};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// The metadata of a provider that nobody has to be.
const METADATA: &str = r#"{"issuer":"https://id.example/oidc","authorization_endpoint":"https://id.example/oidc/auth","token_endpoint":"https://id.example/oidc/token","jwks_uri":"https://id.example/oidc/jwks","id_token_signing_alg_values_supported":["ES384"],"code_challenge_methods_supported":["S256"]}"#;

const REDIRECT_URI: &str = "com.example.app://callback";

fn eval(source: &str) -> JsValue {
    js_sys::eval(source).expect("the source is good")
}

/// An adapter that keeps its values in a map, answers with the metadata whatever it is asked, and
/// writes down how it is called. `change` says what is different.
fn adapter(change: &str) -> Object {
    let source = format!(
        "(() => {{
            const values = new Map();
            const adapter = {{
                values,
                calls: [],
                storage: {{
                    getItem: async (...args) => {{
                        adapter.calls.push(['getItem', ...args]);
                        return values.get(args[0]) ?? null;
                    }},
                    setItem: async (key, value) => void values.set(key, value),
                    removeItem: async (key) => void values.delete(key),
                }},
                requester: async (url, init) => {{
                    adapter.calls.push(['requester', url, init?.method]);
                    return {METADATA};
                }},
                navigate: async (...args) => void adapter.calls.push(['navigate', ...args]),
                generateState: () => 'state',
                generateCodeVerifier: async () => 'verifier',
                generateCodeChallenge: async (...args) => {{
                    adapter.calls.push(['generateCodeChallenge', ...args]);
                    return 'challenge';
                }},
            }};
            return Object.assign(adapter, {{ {change} }});
        }})()"
    );
    eval(&source).unchecked_into()
}

/// A client of a site with this adapter.
fn client(adapter: &Object) -> LogtoClient {
    let site_of: Function = eval(
        "(adapter) => ({
            adapter: () => adapter,
            earlyResponse: () => undefined,
            part: (name) =>
                adapter[name] ?? (name === 'unstable_cache' && adapter.storage ? null : undefined),
        })",
    )
    .unchecked_into();
    let site = site_of.call1(&JsValue::UNDEFINED, adapter).unwrap();
    let config = JSON::parse(r#"{"endpoint":"https://id.example","appId":"app"}"#).unwrap();
    LogtoClient::new(&config, Some(host_of_site(&site)))
        .unwrap_or_else(|_| panic!("a good configuration"))
}

fn sign_in(client: &LogtoClient) -> Promise {
    client.sign_in(&REDIRECT_URI.into())
}

async fn value(promise: Promise) -> JsValue {
    JsFuture::from(promise).await.expect("no error")
}

async fn error(promise: Promise) -> JsValue {
    JsFuture::from(promise).await.expect_err("an error")
}

fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

fn text(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

fn values(adapter: &Object) -> Map {
    field(adapter, "values").unchecked_into()
}

#[wasm_bindgen_test]
async fn every_part_is_asked_with_what_it_needs_and_no_more() {
    let adapter = adapter("");
    value(sign_in(&client(&adapter))).await;

    let calls = text(&field(&adapter, "calls"));
    assert!(calls.contains(r#"["generateCodeChallenge","verifier"]"#), "{calls}");
    let url = "https://id.example/oidc/.well-known/openid-configuration";
    assert!(calls.contains(&format!(r#"["requester","{url}",null]"#)), "{calls}");
    let parameters = format!(r#"{{"for":"sign-in","redirectUri":"{REDIRECT_URI}"}}"#);
    assert!(calls.contains(&parameters), "{calls}");
    assert!(calls.contains("&code_challenge=challenge&"), "{calls}");
    assert!(calls.contains("&state=state&"), "{calls}");

    let stored = values(&adapter).get(&"signInSession".into()).as_string().unwrap();
    for part in [r#""codeVerifier":"verifier""#, r#""state":"state""#, REDIRECT_URI] {
        assert!(stored.contains(part), "{stored}");
    }
}

#[wasm_bindgen_test]
async fn a_site_with_its_own_storage_leaves_nothing_in_the_browsers() {
    let window = web_sys::window().unwrap();
    let session = window.session_storage().unwrap().unwrap();
    session.clear().unwrap();
    value(sign_in(&client(&adapter("")))).await;
    assert_eq!(session.length().unwrap(), 0);
}

#[wasm_bindgen_test]
async fn values_of_the_sites_storage_are_the_session() {
    let adapter = adapter("");
    let client = client(&adapter);
    assert_eq!(value(client.is_authenticated()).await, JsValue::FALSE);
    let token = "e30.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUvb2lkYyIsInN1YiI6ImFsaWNlIn0.AA";
    values(&adapter).set(&"idToken".into(), &token.into());
    assert_eq!(value(client.is_authenticated()).await, JsValue::TRUE);
    assert_eq!(value(client.get_id_token()).await, token);
    value(client.clear_all_tokens(None)).await;
    assert_eq!(value(client.is_authenticated()).await, JsValue::FALSE);
    let calls = text(&field(&adapter, "calls"));
    assert!(calls.contains(r#"["getItem","idToken"]"#), "{calls}");
}

#[wasm_bindgen_test]
async fn a_part_that_is_replaced_is_used_from_then_on() {
    let adapter = adapter("");
    let client = client(&adapter);
    value(client.get_id_token()).await;
    let other = eval(
        "({ getItem: async () => 'e30.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUvb2lkYyIsInN1YiI6ImJvYiJ9.AA' })",
    );
    Reflect::set(&adapter, &"storage".into(), &other).unwrap();
    assert_eq!(
        value(client.get_id_token()).await,
        "e30.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUvb2lkYyIsInN1YiI6ImJvYiJ9.AA"
    );
}

#[wasm_bindgen_test]
async fn what_a_part_throws_is_what_the_caller_catches() {
    let thrown = eval("globalThis.thrown = { it: 'is mine' }");
    let broken = [
        "storage: { getItem: async () => { throw thrown; }, setItem: async () => { throw thrown; } }",
        "requester: () => { throw thrown; }",
        "navigate: () => Promise.reject(thrown)",
        "generateState: () => { throw thrown; }",
        "generateCodeVerifier: async () => { throw thrown; }",
        "generateCodeChallenge: async () => { throw thrown; }",
    ];
    for change in broken {
        let caught = error(sign_in(&client(&adapter(change)))).await;
        assert!(Object::is(&caught, &thrown), "{change}");
    }
}

#[wasm_bindgen_test]
async fn a_generator_that_generates_nothing_is_told() {
    for part in ["generateState", "generateCodeVerifier", "generateCodeChallenge"] {
        for nothing in ["''", "undefined", "7"] {
            let adapter = adapter(&format!("{part}: () => {nothing}"));
            let caught = error(sign_in(&client(&adapter))).await;
            assert_eq!(field(&caught, "code"), "config.invalid", "{part}");
            assert_eq!(field(&field(&caught, "data"), "field"), part);
            assert_eq!(values(&adapter).size(), 0);
        }
    }
}

#[wasm_bindgen_test]
async fn what_an_adapter_leaves_out_the_browser_does() {
    let only_navigates =
        eval("({ navigate: async (url) => void (globalThis.left = url), requester: undefined })");
    let client = client(only_navigates.unchecked_ref());
    assert_eq!(value(client.is_authenticated()).await, JsValue::FALSE);
    let caught = error(sign_in(&client)).await;
    assert_eq!(field(&caught, "code"), "network_error");
}

#[wasm_bindgen_test]
async fn the_cache_is_the_sites_where_it_has_one() {
    let cached = format!(
        "unstable_cache: {{ getItem: async (key) => key === 'openidConfiguration' ? '{METADATA}' : null }}"
    );
    let adapter = adapter(&cached);
    value(sign_in(&client(&adapter))).await;
    assert!(!text(&field(&adapter, "calls")).contains("requester"));
}

#[wasm_bindgen_test]
async fn clients_with_their_own_storages_do_not_share_callbacks() {
    let (one, other) = (client(&adapter("")), client(&adapter("")));
    let url = || "com.example.app://callback?code=c".to_owned();
    let (first, second) =
        (one.handle_sign_in_callback(url()), other.handle_sign_in_callback(url()));
    assert!(!Object::is(&first, &second));
    assert!(Object::is(&first, &one.handle_sign_in_callback(url())));
    error(first).await;
    error(second).await;
}

#[wasm_bindgen_test]
async fn functions_of_an_adapter_are_called_on_it() {
    let adapter = adapter("generateState() { this.asked = true; return 'state'; }");
    value(sign_in(&client(&adapter))).await;
    assert_eq!(field(&adapter, "asked"), JsValue::TRUE);
}
