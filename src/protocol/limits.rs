//! Limits and defaults of the protocol and of the session, in one place.
//!
//! Times are in seconds. Time-outs of requests, locks and the record live in JavaScript: see
//! `pkg/src/core/limits.js`.

/// How long before its expiry an access token is renewed, unless the configuration says otherwise. A request
/// takes time to reach an API, and clocks differ a little.
pub const DEFAULT_LEEWAY: f64 = 10.0;

/// How far the clocks of the device and the provider may differ where nothing else dates a token.
pub const CLOCK_TOLERANCE: f64 = 300.0;

/// How wrong the device's clock may be at a sign-in or a renewal, where the token is known to be fresh.
pub const LARGEST_CLOCK_ERROR: f64 = 86_400.0;

/// The largest clock offset that is believed when it is read from storage: a hundred years. A clock without a
/// battery starts in 1970, and no clock is more wrong than that.
pub const LARGEST_CLOCK_OFFSET: f64 = 3_155_760_000.0;

/// The last second of the year 9999, since 1970. A later time is not a time in seconds: it is in milliseconds,
/// or it stands for "never".
pub const LAST_SECOND: f64 = 253_402_300_799.0;

/// How long the copy of a pending sign-in is kept for other tabs.
pub const PENDING_SIGN_IN_LIFE: f64 = 600.0;

/// The longest pause that the provider can ask for with `Retry-After`. A longer pause in the record is ignored.
pub const LONGEST_PAUSE: f64 = 60.0;

/// How long metadata and keys are not fetched again after they were fetched because a token fitted none of them:
/// tokens that fit nothing must not cause a stream of requests.
pub const REFETCH_INTERVAL: f64 = 30.0;

/// How many refresh tokens one call may spend. Every attempt but the first follows a change of the session by
/// another tab.
pub const RENEWAL_ATTEMPTS: u32 = 3;

/// How many spent refresh tokens the record remembers. A tab that slept through more renewals than that is not
/// recognised.
pub const REMEMBERED_TOKENS: usize = 128;

/// How many characters a response may have. Those of a provider have a few thousand; a longer body is not read.
pub const LONGEST_RESPONSE: u32 = 1 << 20;

/// How deep JSON values may be nested. The documents that are read here stay far below; a deeper one could
/// exhaust the stack.
pub const JSON_DEPTH: u32 = 64;

/// The least size of an RSA key, in bits (RFC 7518 §3.3).
pub const LEAST_RSA_BITS: usize = 2048;
