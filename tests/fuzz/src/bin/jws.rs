//! Fuzzes [`targets::jws`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::jws::try_input(text));
