//! Fuzzes [`targets::user_info`].

#![no_main]

use logto_wasm_fuzz::targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::user_info::try_input(text));
