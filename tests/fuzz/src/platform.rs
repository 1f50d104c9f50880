//! The native tests' cryptography, URLs and JSON printer, from their own file: the crate's public
//! interface has none of it. (The file knows its crate by the names `platform` and `protocol`.)

#[allow(unused_macros, unused_imports)]
#[path = "../../../src/platform/native.rs"]
pub mod native;
