//! Fuzzes [`targets::id_token`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::id_token::try_input(text));
