//! Fuzzes [`targets::callback`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::callback::try_input(text));
