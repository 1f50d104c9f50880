//! Fuzzes [`targets::token_response`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::token_response::try_input(text));
