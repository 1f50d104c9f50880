//! The tests that only a browser can pass. They are one program, so that each engine starts once.

#![cfg(target_arch = "wasm32")]

mod adapter;
mod client;
mod platform;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
