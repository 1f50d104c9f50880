//! Fuzzes [`targets::sign_in`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::sign_in::try_input(text));
