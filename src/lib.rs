//! Browser SDK for [Logto](https://logto.io) (OpenID Connect), compiled to WebAssembly, with the class,
//! the storage layout and the errors of `@logto/browser`.
//!
//! # The map
//!
//! One way through, from the outside in; whoever is further in knows nothing of whoever is further
//! out:
//!
//! ```text
//! js  →  session  →  protocol
//!           ↓
//!        platform
//! ```
//!
//! | room | what is in it | how it is tested |
//! |---|---|---|
//! | [`protocol`] | OpenID Connect without I/O: requests, responses, checks; errors, and the words that `docs/errors.md` is made of | natively, by the specifications' vectors and by properties |
//! | [`session`] | what users are promised: sign in, callback, access tokens, sign out; the storage layout | natively, on a simulated platform |
//! | [`platform`] | the [`Platform`](platform::Platform) trait; `platform::browser`: storage, and what is asked of the page; `platform::asynchronous`: worlds of tests | in browsers |
//! | `js` | what JavaScript calls, the class `LogtoClient` and functions beside it: conversions and errors | in browsers |
//!
//! `pkg/src` holds the JavaScript around the module: what loads it (or, without WebAssembly, the same
//! code as JavaScript) and goes on with another copy should one fail inside, what it asks of a page, the
//! classes that sites see, adapters and errors, the types; in `pkg/src/auto` the layer that works on a page by
//! attributes, in `pkg/src/debug` its panel. `xtask` builds, tests and measures.

#![warn(missing_docs)]

pub mod platform;
pub mod protocol;
pub mod session;

#[cfg(target_arch = "wasm32")]
pub mod js;

#[cfg(all(feature = "npm", target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
