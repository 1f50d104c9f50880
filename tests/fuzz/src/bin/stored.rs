//! Fuzzes [`targets::stored`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::stored::try_input(text));
