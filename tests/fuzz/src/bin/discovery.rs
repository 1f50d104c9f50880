//! Fuzzes [`targets::discovery`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::discovery::try_input(text));
