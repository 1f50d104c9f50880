// What a visitor of the demo can let go wrong, to see what becomes of a sign-in or a session then.

import { setTimeout as wait } from 'node:timers/promises';

import { wrongClock } from './clock.js';

const HOUR = 60 * 60 * 1000;

export const LATE_SECONDS = 2;

export const PAUSE_SECONDS = 10;

/** What pages ask the provider by script. Where a visitor goes, that is not the SDK's to cope with. */
const ENDPOINTS = [
  '/oidc/.well-known/openid-configuration',
  '/oidc/jwks',
  '/oidc/token',
  '/oidc/token/revocation',
  '/oidc/me',
];

const OVERLOADED = {
  status: 503,
  headers: {
    'retry-after': String(PAUSE_SECONDS),
    // A page sees no other header of another origin's.
    'access-control-expose-headers': 'Retry-After',
  },
  body: 'Overloaded\n',
};

const NETWORK = {
  right: {
    label: 'As it should be',
    explanation: 'The provider answers at once.',
    faults: [],
  },
  slow: {
    label: 'Slow network',
    explanation: `Whatever a page’s script asks the provider is answered ${LATE_SECONDS} seconds later. Signing in takes longer, and works. Pages show who is signed in without waiting: they know it already.`,
    faults: ENDPOINTS.map((path) => [path, ({ delay }) => ({ until: delay(LATE_SECONDS * 1000) })]),
  },
  overloaded: {
    label: 'Provider overloaded',
    explanation: `Whatever a page’s script asks the provider is answered 503 with Retry-After: ${PAUSE_SECONDS}. Signing in fails: the site without code says so, the tutorial’s does on the console. For those ${PAUSE_SECONDS} seconds the provider is not asked again. Whoever is signed in stays so; only what the provider alone can tell, such as the profile’s membership, is missing.`,
    faults: ENDPOINTS.map((path) => [path, () => OVERLOADED]),
  },
  down: {
    label: 'Provider down',
    explanation:
      'Every connection to the provider is reset, to its own pages and pictures, too. Signing in fails, as above, or on a page of the browser’s own if the visitor was on the way already. Whoever is signed in stays so.',
    faults: [['*', () => ({ reset: true })]],
  },
};

const CLOCK = {
  right: {
    label: 'As it should be',
    explanation: 'Pages read the clock of the device.',
    shift: 0,
  },
  ahead: {
    label: 'Clock three hours ahead',
    explanation:
      'To such a page, the tokens it is given have expired long ago. Signing in works, and whoever is signed in stays so: the SDK finds out how wrong the clock is.',
    shift: 3 * HOUR,
  },
  behind: {
    label: 'Clock three hours behind',
    explanation:
      'To such a page, the tokens it is given are from the future. Signing in works, and whoever is signed in stays so.',
    shift: -3 * HOUR,
  },
  lost: {
    label: 'Clock two days behind',
    explanation:
      'More than the SDK makes up for. Signing in is refused, and the message names the clock. Whoever is signed in stays so.',
    shift: -48 * HOUR,
  },
};

/** What can be set, in the order of the page: each is a choice of one. */
const CHOICES = { network: NETWORK, clock: CLOCK };

export class Switches {
  #provider;
  #delay;
  #state = { network: 'right', clock: 'right' };
  #mend = [];

  /**
   * @param {object} [options]
   * @param {{ fault: Function }} [options.provider] without one only the clock can be wrong
   * @param {(milliseconds: number) => Promise<unknown>} [options.delay]
   */
  constructor({ provider, delay = wait } = {}) {
    this.#provider = provider;
    this.#delay = delay;
  }

  /** What there is to choose from, and what is chosen. */
  get choices() {
    return Object.entries(CHOICES)
      .filter(([name]) => name !== 'network' || this.#provider)
      .map(([name, values]) => ({
        name,
        values: Object.entries(values).map(([value, { label, explanation }]) => ({
          value,
          label,
          explanation,
          isOn: this.#state[name] === value,
        })),
      }));
  }

  /**
   * Sets what is named, and leaves the rest as it is.
   *
   * @param {Iterable<[string, string]>} wanted such as a form's fields
   * @throws RangeError for what there is not
   */
  set(wanted) {
    const next = { ...this.#state };

    for (const [name, value] of wanted) {
      const choice = this.choices.find((each) => each.name === name);

      if (!choice?.values.some((each) => each.value === value)) {
        throw new RangeError(`There is no switch for ${name} to be ${value}.`);
      }
      next[name] = value;
    }

    this.#state = next;
    for (const mend of this.#mend) {
      mend();
    }
    this.#mend = NETWORK[next.network].faults.map(([path, fault]) =>
      this.#provider.fault(path, () => fault({ delay: this.#delay }))
    );
  }

  /** What pages of the sites start with. */
  get firstCode() {
    const { shift } = CLOCK[this.#state.clock];

    return shift === 0 ? '' : wrongClock(shift);
  }
}
