//! The browser as the SDK's platform: storage, fetch, JSON, URLs, locks, and `crypto.subtle` with
//! every signature algorithm.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::{FutureExt, future::join};
use js_sys::{Object, Promise, Reflect};
use logto_wasm::{
    platform::{
        Area, Key, Platform,
        browser::{Browser, host::default_host},
    },
    protocol::{
        Error, Failure,
        config::CacheLocation,
        http::Request,
        json::Value,
        jwk::{self, Algorithm, JwkSet, Signed, Verifier},
        jws::Jws,
        syntax::Syntax,
        url::Form,
    },
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const VECTORS: &str = include_str!("../fixtures/signatures.json");

fn browser_with(tokens: CacheLocation) -> Browser {
    Browser::new(default_host(), tokens)
}

fn browser() -> Browser {
    browser_with(CacheLocation::LocalStorage)
}

fn storage() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

fn set_of(jwk: &str) -> JwkSet {
    jwk::read(&format!(r#"{{"keys":[{jwk}]}}"#), &browser()).expect("a JWK Set")
}

async fn verifies(raw: &str, keys: &JwkSet) -> bool {
    let jws = Jws::parse(raw, &browser()).expect("a signed token");
    let key = keys.key_for(&jws).expect("a key that fits");
    let signed = Signed {
        algorithm: jws.algorithm(),
        key,
        input: jws.signing_input(),
        signature: jws.signature(),
    };
    browser().verify(&signed).await.expect("crypto.subtle is there")
}

// The keys are not made here: some engines fail at that now and then, and it is nothing that the
// SDK does.
#[wasm_bindgen_test]
async fn published_signatures_verify_and_changed_ones_do_not() {
    let Some(Value::Array(vectors)) = browser().parse(VECTORS) else { panic!("no vectors") };
    let mut algorithms: Vec<_> = Algorithm::ALL.map(Algorithm::name).into();
    for vector in &vectors {
        let jws: String = vector.required("jws").unwrap();
        let keys = set_of(&browser().print(vector.field("jwk")));
        assert!(verifies(&jws, &keys).await, "{jws}");

        let (input, signature) = jws.rsplit_once('.').unwrap();
        let (header, _) = input.split_once('.').unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        let with = |input: &str, signature: &[u8]| {
            format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
        };
        let mut flipped = signature.clone();
        flipped[5] ^= 1;
        let changed = [
            with(&format!("{header}.e30"), &signature),
            with(input, &flipped),
            with(input, &signature[1..]),
            with(input, &[&signature[..], &[0]].concat()),
            with(input, &vec![0; signature.len()]),
            with(input, &[]),
        ];
        for changed in changed {
            assert!(!verifies(&changed, &keys).await, "{changed}");
        }
        let alg: String = vector.required("alg").unwrap();
        algorithms.retain(|algorithm| *algorithm != alg);
    }
    assert!(algorithms.is_empty(), "no vector for {algorithms:?}");
}

#[wasm_bindgen_test]
async fn a_key_that_cannot_be_imported_verifies_nothing() {
    let token = format!("{}.e30.AAAA", URL_SAFE_NO_PAD.encode(r#"{"alg":"ES384"}"#));
    let keys = set_of(r#"{"kty":"EC","crv":"P-384","x":"AAAA","y":"not base64"}"#);
    assert!(!verifies(&token, &keys).await);
}

#[wasm_bindgen_test]
async fn digests_are_those_of_fips_180() {
    for (algorithm, start, length) in [
        (Algorithm::Rs256, [0xba, 0x78, 0x16, 0xbf], 32),
        (Algorithm::Es384, [0xcb, 0x00, 0x75, 0x3f], 48),
        (Algorithm::EdDsa, [0xdd, 0xaf, 0x35, 0xa1], 64),
    ] {
        let hash = browser().hash(algorithm, "abc").await.unwrap();
        assert_eq!((&hash[..4], hash.len()), (&start[..], length), "{algorithm:?}");
    }
}

#[wasm_bindgen_test]
async fn values_are_stored_bare_in_their_area() {
    let window = web_sys::window().unwrap();
    let session = window.session_storage().unwrap().unwrap();
    let storages = [
        (Area::Local, "logto:test:idToken", window.local_storage().unwrap().unwrap()),
        (Area::Session, "logto:test:idToken", session.clone()),
        (Area::Cache, "logto_cache:test:idToken", session),
    ];
    for (area, text, storage) in storages {
        let key = Key { area, app_id: "test", name: "idToken" };
        assert_eq!(key.text(), text);
        assert_eq!(browser().get(key).await.unwrap(), None);
        browser().set(key, "plain \"text\" é 🤗").await.unwrap();
        assert_eq!(storage.get_item(text).unwrap().as_deref(), Some("plain \"text\" é 🤗"));
        assert_eq!(browser().get(key).await.unwrap().as_deref(), Some("plain \"text\" é 🤗"));
        browser().remove(key).await.unwrap();
        assert_eq!(storage.get_item(text).unwrap(), None);
        browser().remove(key).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_full_storage_is_an_error() {
    let key = Key { area: Area::Local, app_id: "test", name: "accessToken" };
    let mut value = "x".repeat(1 << 20);
    let error = loop {
        match browser().set(key, &value).await {
            Ok(()) => value.push_str(&value.clone()),
            Err(error) => break error,
        }
    };
    browser().remove(key).await.unwrap();
    assert_eq!(error.code(), "storage_unavailable");
}

#[wasm_bindgen_test]
async fn answers_come_with_status_and_body() {
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    let Ok(page) = browser().fetch(Request::get(&origin)).await else { panic!("no page") };
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<html") && page.cause.is_none());

    let missing = browser().fetch(Request::get(&format!("{origin}/nowhere"))).await;
    let Ok(missing) = missing else { panic!("no answer") };
    assert_eq!(missing.status, 404);
    let cause = missing.cause.expect("the response");
    let response: &JsValue = cause.0.downcast_ref().unwrap();
    let response: &web_sys::Response = response.dyn_ref().unwrap();
    assert_eq!(response.status(), 404);
    assert!(!response.body_used());
}

#[wasm_bindgen_test]
async fn no_answer_carries_what_fetch_said() {
    // Port 9 is one that browsers refuse to talk to.
    let request = Request::post("http://127.0.0.1:9/token", Form::new().with("code", "x"));
    let Err(Error::Answer(failure)) = browser().fetch(request).await else { panic!("an answer") };
    let Failure::NoAnswer { cause: Some(cause) } = &*failure else { panic!("{failure:?}") };
    assert!(cause.0.downcast_ref::<JsValue>().unwrap().is_instance_of::<js_sys::TypeError>());
}

#[wasm_bindgen_test]
fn json_round_trips() {
    let text = r#"{"b":[1,2.5,-3,1795487503067],"t":true,"s":"é\n\u0000🤗","o":{"@":"x"},"e":{}}"#;
    let value = browser().parse(text).unwrap();
    assert_eq!(browser().parse(&browser().print(&value)), Some(value.clone()));
    assert_eq!(value.field("o").required::<String>("@").as_deref(), Some("x"));
    let named_like_the_prototype = browser().parse(r#"{"__proto__":"x"}"#).unwrap();
    assert_eq!(named_like_the_prototype.required::<String>("__proto__").as_deref(), Some("x"));
    assert_eq!(
        value.field("b").clone(),
        Value::Array([1.0, 2.5, -3.0, 1_795_487_503_067.0].map(Value::Number).into())
    );
    assert!(*value.field("constructor") == Value::Null);
    for (depth, accepted) in [(60, true), (100, false), (100_000, false)] {
        let nested = "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(browser().parse(&nested).is_some(), accepted, "{depth} deep");
    }
    for broken in ["", "{", "undefined", "{'a':1}", "NaN", "[1,]"] {
        assert!(browser().parse(broken).is_none(), "{broken}");
    }
}

#[wasm_bindgen_test]
fn urls_are_taken_apart() {
    let url = browser().url("https://me:pw@Shop.Example:443/a/../b?x=1&y=%20#z").unwrap();
    assert_eq!(url.origin, "https://shop.example");
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        (url.path.as_str(), url.parameters.clone()),
        ("/b", vec![pair("x", "1"), pair("y", " ")])
    );
    assert!(!url.is_http() && !url.is_for_visitors());
    let url = browser().url("https://Shop.Example:443/a/../b#z").unwrap();
    assert!(url.is_for_visitors() && url.is_http() && url.is_confidential());
    for text in ["blob:https://shop.example/1b9d", "javascript:alert(1)", "data:,x", "about:blank"]
    {
        let url = browser().url(text).unwrap();
        assert!(!url.is_http() && !url.is_for_visitors(), "{text}");
    }
    let app = browser().url("com.example.app://callback?code=x#y").unwrap();
    assert!(!app.is_http() && app.is_for_visitors());
    assert_eq!(
        (app.place.as_str(), app.parameters.clone()),
        ("com.example.app://callback", vec![pair("code", "x")])
    );
    for text in ["http://127.0.0.1:1", "http://[::1]/", "http://localhost", "http://0x7f.1/"] {
        assert!(browser().url(text).unwrap().is_confidential(), "{text}");
    }
    assert!(!browser().url("http://shop.example").unwrap().is_confidential());
    assert!(browser().url("/relative").is_none() && browser().url("").is_none());
}

#[wasm_bindgen_test]
fn randomness_is_random() {
    let (first, second) = (browser().random(), browser().random());
    assert_ne!(first, second);
    assert!(first.iter().collect::<std::collections::BTreeSet<_>>().len() > 32);
}

/// Two callers that wait for the lock which `lock` gives.
async fn two_take_turns<L>(lock: impl AsyncFn() -> Result<L, Error>) {
    let log = std::cell::RefCell::new(Vec::new());
    let hold = async |name: &'static str| {
        let _held = lock().await.expect("a lock");
        log.borrow_mut().push(format!("{name} has it"));
        // Time enough for the other one, were it let in.
        for _ in 0..20 {
            JsFuture::from(Promise::resolve(&JsValue::NULL)).await.unwrap();
        }
        log.borrow_mut().push(format!("{name} lets go"));
    };
    join(hold("first"), hold("second")).await;
    assert_eq!(
        log.into_inner(),
        ["first has it", "first lets go", "second has it", "second lets go"]
    );
}

async fn two_tabs_take_turns() {
    let browser = browser();
    two_take_turns(async || browser.tab_lock("logto:test:refresh").await).await;
}

#[wasm_bindgen_test]
async fn one_holds_the_lock_at_a_time() {
    two_tabs_take_turns().await;
}

#[wasm_bindgen_test]
async fn one_call_in_a_page_holds_its_lock_at_a_time() {
    let browser = browser();
    two_take_turns(async || browser.page_lock("logto:test:page").await).await;
    // A free lock is not waited for.
    assert!(browser.page_lock("logto:test:page").now_or_never().is_some());
}

#[wasm_bindgen_test]
async fn one_holds_the_lock_at_a_time_where_there_are_no_web_locks() {
    // Hides what its prototype has.
    let navigator: JsValue = Reflect::get(&js_sys::global(), &"navigator".into()).unwrap();
    let hidden = Object::new();
    Reflect::set(&hidden, &"configurable".into(), &true.into()).unwrap();
    Object::define_property(navigator.unchecked_ref::<Object>(), &"locks".into(), &hidden);
    two_tabs_take_turns().await;
    two_tabs_take_turns().await;
    Reflect::delete_property(navigator.unchecked_ref::<Object>(), &"locks".into()).unwrap();
}

#[wasm_bindgen_test]
async fn a_record_is_replaced_only_if_it_is_what_was_expected() {
    let swap = async |before, after| {
        let record = browser().swap_record("test-of-records", before, after).await;
        record.expect("there are records")
    };
    let left = swap(None, None).await;
    assert_eq!(swap(left.as_deref(), Some("a")).await.as_deref(), Some("a"));
    assert_eq!(swap(Some("b"), Some("c")).await.as_deref(), Some("a"));
    assert_eq!(swap(None, Some("c")).await.as_deref(), Some("a"));
    assert_eq!(swap(Some("a"), Some("b")).await.as_deref(), Some("b"));
    assert_eq!(swap(None, None).await.as_deref(), Some("b"));
    // Two at once: one is first, and the other one is told.
    let both = join(swap(Some("b"), Some("left")), swap(Some("b"), Some("right"))).await;
    assert_eq!(both, (Some("left".to_owned()), Some("left".to_owned())));
}

#[wasm_bindgen_test]
async fn what_does_not_fit_is_kept_in_memory_until_storage_changes() {
    let key = |name| Key { area: Area::Local, app_id: "test-of-memory", name };
    let (id_token, access_token) = (key("idToken"), key("accessToken"));
    let get = async || {
        let browser = browser();
        (browser.get(id_token).await.unwrap(), browser.get(access_token).await.unwrap())
    };
    let stored = |key: Key<'_>| storage().get_item(&key.text()).unwrap();
    let some = |text: &str| Some(text.to_owned());
    // More than any browser takes.
    let large = "x".repeat(20_000_000);

    browser().write(&[(id_token, Some("a")), (access_token, Some("b"))]).await.unwrap();
    assert_eq!((stored(id_token), stored(access_token)), (some("a"), some("b")));
    browser().write(&[(id_token, Some("c")), (access_token, Some(&large))]).await.unwrap();
    assert_eq!((stored(id_token), stored(access_token)), (some("a"), some("b")));
    assert_eq!(get().await, (some("c"), some(&large)));
    // As another tab does.
    storage().set_item(&id_token.text(), "newer").unwrap();
    assert_eq!(get().await.0, some("newer"));
    // What fits is stored, also where it is what was stored before.
    browser().write(&[(id_token, None), (access_token, Some("b"))]).await.unwrap();
    assert_eq!(get().await, (None, some("b")));
    browser().remove(access_token).await.unwrap();
    assert_eq!((stored(id_token), stored(access_token)), (None, None));
}

#[wasm_bindgen_test]
async fn tokens_are_kept_where_the_site_wants_them() {
    let key = Key { area: Area::Local, app_id: "test-of-locations", name: "idToken" };
    let session_storage = web_sys::window().unwrap().session_storage().unwrap().unwrap();
    for (location, local, session) in [
        (CacheLocation::LocalStorage, true, false),
        (CacheLocation::SessionStorage, false, true),
        (CacheLocation::Memory, false, false),
    ] {
        let browser = browser_with(location);
        browser.set(key, "value").await.unwrap();
        assert_eq!(browser.get(key).await.unwrap().as_deref(), Some("value"));
        assert_eq!(storage().get_item(&key.text()).unwrap().is_some(), local, "{location:?}");
        assert_eq!(
            session_storage.get_item(&key.text()).unwrap().is_some(),
            session,
            "{location:?}"
        );
        assert_eq!(browser.is_shared(), location == CacheLocation::LocalStorage);
        browser.remove(key).await.unwrap();
        assert_eq!(browser.get(key).await.unwrap(), None);
        assert_eq!(storage().get_item(&key.text()).unwrap(), None);
    }
}
