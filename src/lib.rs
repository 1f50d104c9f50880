//! Browser SDK for [Logto](https://logto.io) (OpenID Connect), compiled to WebAssembly, with the class,
//! the storage layout and the errors of `@logto/browser`.
//!
//! # The map
//!
//! Dependencies go in one direction. Inner layers never import outer ones:
//!
//! ```text
//! js  →  client  →  session  →  protocol
//!                      ↓
//!                   platform
//! ```
//!
//! | module | contents | tests |
//! |---|---|---|
//! | [`protocol`] | OpenID Connect without I/O, clock or randomness: requests, responses, checks, errors, limits | natively, with the specifications' vectors and property tests |
//! | [`session`] | sign-in, callback, renewal, sign-out: `async fn`s over [`Platform`](platform::Platform); the storage layout | natively, on a simulated platform |
//! | [`platform`] | the trait [`Platform`](platform::Platform); in `platform::browser` its implementation, which calls the page through one `Host` | in browsers |
//! | `client` | the Rust API for front ends | in browsers |
//! | `js` | the wasm-bindgen class `LogtoClient`: options, promises, errors | in browsers |
//!
//! `pkg/src` is the JavaScript of the npm package: at its top level the entry file, which answers reads and loads the core;
//! in `pkg/src/core` the host and the rest of what only the core uses; in `pkg/src/auto` the no-code layer; in
//! `pkg/src/debug` its panel. `xtask` builds, tests and measures.

#![warn(missing_docs)]

pub mod platform;
pub mod protocol;
pub mod session;

#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
pub mod js;

#[cfg(all(feature = "npm", target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
