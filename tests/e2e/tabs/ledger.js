const TOKEN = '/oidc/token';

/** Seconds that an access token lives, by what its answer says. */
export const LIFE = 2;

/** oidc-provider counts in whole seconds of the clock: this is what is at least {@link LIFE}. */
export const LIFE_AT_PROVIDER = LIFE + 1;

/** What the provider made of every request for tokens. */
export class Ledger {
  /** @type {Array<{ at: number, spent?: string, target: string, status: number, error?: string, accessToken?: string }>} */
  entries = [];

  constructor(provider) {
    provider.tamper(TOKEN, (status, body, { parameters }) => {
      this.entries.push({
        at: Date.now(),
        spent: parameters.refresh_token,
        target: parameters.resource ?? 'userinfo',
        status,
        error: body.error && `${body.error}: ${body.error_description}`,
        accessToken: body.access_token,
      });

      return status === 200 ? { body: { ...body, expires_in: LIFE } } : undefined;
    });
  }

  get refreshes() {
    return this.entries.filter(({ spent }) => spent);
  }

  /** Answers that say the grant, or the token, is not there any more. */
  get refusals() {
    return this.refreshes.filter(({ status }) => status !== 200);
  }

  /** Entries whose refresh token had been spent before. */
  get spentAgain() {
    const spent = new Set();

    return this.refreshes.filter((entry) => spent.size === spent.add(entry.spent).size);
  }

  /** When an access token was given out; it lives {@link LIFE} seconds from then. */
  issuedAt(accessToken) {
    return this.entries.find((entry) => entry.accessToken === accessToken)?.at;
  }

  /**
   * How often a token for one target has expired, from the first answer to the latest. Not rounded: of few expiries,
   * a part of one would decide whether there were too many requests.
   */
  get expiries() {
    const issued = this.entries.filter(({ status }) => status === 200);

    return issued.length ? (issued.at(-1).at - issued[0].at) / (LIFE * 1000) : 0;
  }

  /** How many refreshes each target had. */
  get byTarget() {
    const counts = {};
    for (const { target } of this.refreshes) counts[target] = (counts[target] ?? 0) + 1;

    return counts;
  }

  /** What happened last, for whoever has to find out why: tokens by number, in the order they were spent. */
  story(length = 12) {
    const number = new Map();
    const from = this.entries[0]?.at ?? 0;
    const lines = this.refreshes.map(({ at, spent, target, status, error }) => {
      if (!number.has(spent)) number.set(spent, number.size + 1);
      return `${at - from} ms: refresh token ${number.get(spent)} for ${target}: ${status} ${error ?? ''}`;
    });

    return lines.slice(-length).join('\n');
  }
}
