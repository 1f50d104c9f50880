// Time-outs and other limits of the core's JavaScript, in milliseconds. The limits of the protocol are in
// `src/protocol/limits.rs`.

/** How long a response of the provider may take. */
export const RESPONSE_TIMEOUT = 20_000;

/** How long a call waits for a lock: three calls before it that each wait for a response until it times out. */
export const LOCK_TIMEOUT = 60_000;

/** How long the record that tabs share may take. Some browsers had databases that never opened. */
export const RECORD_TIMEOUT = 3000;

/**
 * How long a lease lasts: longer than a response may take. (Leases replace Web Locks on plain http, where signatures
 * are not verified, so no keys are fetched under a lease.)
 */
export const LEASE_LIFE = 30_000;

/** How often a tab checks whether another tab's lease has ended. */
export const LEASE_POLL_INTERVAL = 50;
