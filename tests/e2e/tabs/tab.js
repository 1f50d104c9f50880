import { OURS } from '../support/package.js';
import { until } from './until.js';

/** Runs in the page, see `site/in-page/tab.js`. */
const callTab = ([method, argument]) => window.tab[method](argument);

/** Runs on the provider's page. */
const enterPassword = () => {
  const field = (name) => document.querySelector(`[name=${name}]`);
  field('identifier').value = 'alice';
  field('password').value = 'wonderland';
  field('sign-in').click();
};

const look = () => ({
  // Scripts of a page that is still loading have not run.
  url: document.readyState === 'complete' ? location.href : '',
  errors: window.tab?.report().errors ?? {},
});

/** Runs in the page. */
const beginSignOut = (uri) => {
  // The page that the provider leads back to has the same address, and knows nothing of this.
  window.isLeft = true;
  window.tab.signOut(uri);
};

/** Runs in the page that signs out, and then in the page that the provider leads back to: both have one address. */
const lookAfterSignOut = (page) => ({
  back: document.readyState === 'complete' && location.href === page && !window.isLeft,
  error: window.isLeft && window.tab.signOutError(),
});

/**
 * A tab of a browser, whatever drives it.
 *
 * @typedef {object} Page
 * @property {(work: (argument: any) => any, argument?: any) => Promise<any>} evaluate
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<unknown>} reload
 * @property {() => Promise<unknown>} close
 */
export class Tab {
  /** What earlier pages of the tab had seen. */
  #earlier = [];

  /**
   * @param {string} name
   * @param {Page} page
   * @param {Awaited<ReturnType<typeof import('./world.js').openTabsWorld>>} world
   * @param {{ resources?: Array<string | null>, renewEvery?: number, broken?: string }} habits see
   *   `load` in `site/in-page/tab.js`
   */
  constructor(name, page, world, habits) {
    this.name = name;
    this.page = page;
    this.world = world;
    this.settings = {
      file: OURS,
      config: world.config,
      resources: [null],
      every: 200,
      useEvery: 8,
      ...habits,
    };
  }

  call(method, argument) {
    return this.page.evaluate(callTab, [method, argument]);
  }

  async open() {
    await this.page.goto(this.world.page);
    await this.call('load', this.settings);
  }

  /** Loads the page anew, whatever it is doing. */
  async reload() {
    this.#earlier.push(await this.call('report'));
    await this.page.reload();
    await this.call('load', this.settings);
  }

  /** Closes the tab, whatever it is doing. */
  async close() {
    this.#earlier.push(await this.call('report'));
    await this.page.close();
    this.isClosed = true;
  }

  async #arriveAt(url) {
    let seen;
    const arrived = async () => {
      // No page answers while it is being left.
      seen = await this.page.evaluate(look).catch(() => ({ url: '', errors: {} }));
      return seen.url.startsWith(url) || Object.keys(seen.errors).length > 0;
    };

    await until(arrived, `${this.name} is at ${url}`);
    const errors = Object.keys(seen.errors);
    if (errors.length > 0) throw new Error(`${this.name} cannot leave: ${errors}`);
  }

  async signIn() {
    const { page, provider } = this.world;

    await this.call('signIn', page);
    await this.#arriveAt(`${provider.endpoint}/sign-in`);
    await this.page.evaluate(enterPassword);
    await this.#arriveAt(`${page}?code=`);
    // The callback is a page of its own.
    await this.call('load', this.settings);
    await this.call('finishSignIn');
  }

  async signOut() {
    await this.call('expectEnd');
    const leave = () => this.page.evaluate(beginSignOut, this.world.page);
    const isBack = async () => {
      // No page answers while it is being left.
      const { back, error } = await this.page.evaluate(lookAfterSignOut, this.world.page).catch(() => ({}));

      // The provider may have asked for a pause just before its last fault was mended. The session is kept then.
      if (error === 'rate_limited') await leave();
      else if (error) throw new Error(`${this.name} cannot sign out: ${error}`);
      return back;
    };

    await leave();
    await until(isBack, `${this.name} is back from signing out`);
    await this.call('load', this.settings);
  }

  /** Everything that the tab has seen so far, on all its pages. */
  async reports() {
    return this.isClosed ? this.#earlier : [...this.#earlier, await this.call('report')];
  }
}
