/** The site. */
export const APP = 'https://app.test';

/** The client that tokens are for, where the case does not say otherwise. */
export const CONFIG = { endpoint: 'https://logto.test', appId: 'app' };

export const ISSUER = `${CONFIG.endpoint}/oidc`;

/** What the generators of every world answer: the same for both SDKs. */
export const STATE = 'state-of-the-case';
export const VERIFIER = 'verifier-of-the-case';
export const challengeOf = (verifier) => `challenge-of-${verifier}`;
