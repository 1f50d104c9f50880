//! Fuzzes [`targets::claims`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::claims::try_input(text));
