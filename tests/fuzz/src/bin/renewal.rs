//! Fuzzes [`targets::renewal`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::renewal::try_input(text));
