import { expect } from '../../support/test.js';

/** Keys, as WebDriver names them. */
export const TAB = '\uE004';
export const ENTER = '\uE007';
export const SPACE = ' ';

/** Runs in the page. */
const look = () => ({
  // Scripts of a page that is still loading have not run.
  url: document.readyState === 'complete' ? location.href : '',
  path: location.pathname,
  state: document.documentElement.dataset.logtoState,
  // What is hidden is not in it, whoever hides it.
  text: document.documentElement.innerText.split(/\s*\n\s*/u).filter(Boolean),
});

/** Somebody at a browser that is driven by WebDriver: clicks, types and reads. */
export class Visitor {
  /**
   * @param page of `support/webdriver/`
   * @param auto the fixture
   */
  constructor(page, auto) {
    this.page = page;
    this.auto = auto;
  }

  /** What there is to see; nothing of a page that is being left. */
  look() {
    return this.page.evaluate(look).catch(() => ({}));
  }

  /** Waits for what is to be seen. */
  async sees(what) {
    await expect.poll(() => this.look()).toMatchObject(what);
  }

  /** Waits for a page of the site that knows its visitor. */
  async isAt(path, state, what) {
    await this.sees({ url: this.auto.address + path, state, ...what });
  }

  async open(path) {
    await this.page.goto(this.auto.address + path);
  }

  click(selector) {
    return this.page.click(selector);
  }

  press(key) {
    return this.page.press(key);
  }

  /** Goes from one element to the next, as far as this one. */
  async tabTo(selector) {
    const isThere = (wanted) => document.activeElement.matches(wanted);

    do {
      await this.press(TAB);
    } while (!(await this.page.evaluate(isThere, selector)));
  }

  isAtProvider(path) {
    const { endpoint } = this.auto.provider;

    return this.sees({ url: expect.stringContaining(`${endpoint}${path}?`) });
  }

  /** On the provider's page. */
  async enterPassword(user = 'alice') {
    await this.isAtProvider('/sign-in');
    await this.page.type('[name=identifier]', user);
    await this.page.type('[name=password]', 'wonderland');
    await this.click('[name=sign-in]');
  }

  /** Runs in the page. */
  evaluate(work, argument) {
    return this.page.evaluate(work, argument);
  }
}
