//! Fuzzes [`targets::jwk_set`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::jwk_set::try_input(text));
