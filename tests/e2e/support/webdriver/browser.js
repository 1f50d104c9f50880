/** Milliseconds: a machine that is busy is slow, not broken. */
const TIMEOUTS = { script: 120_000, pageLoad: 120_000 };

/** How the standard names an element in what it answers. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** One command, as the WebDriver standard has it. */
const send = async (url, method, body) => {
  const response = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const { value } = await response.json();

  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
};

/** A tab, with as much of a page of Playwright's as there is need of. */
const pageOf = (command) => {
  const elementAt = async (selector) => {
    const { [ELEMENT]: id } = await command('POST', 'element', { using: 'css selector', value: selector });
    return `element/${id}`;
  };

  return {
    async evaluate(work, argument = null) {
      const { value, error } = await command('POST', 'execute/async', {
        script: `const [argument, done] = arguments;
          Promise.resolve()
            .then(() => (${work})(argument))
            .then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        args: [argument],
      });
      if (error) throw new Error(error);
      return value;
    },
    goto: (url) => command('POST', 'url', { url }),
    goBack: () => command('POST', 'back', {}),
    reload: () => command('POST', 'refresh', {}),
    close: () => command('DELETE', 'window'),
    /** As a visitor clicks, in the middle of what can be seen. */
    click: async (selector) => command('POST', `${await elementAt(selector)}/click`, {}),
    /** As a visitor types into a field. */
    type: async (selector, text) => command('POST', `${await elementAt(selector)}/value`, { text }),
    /** Presses a key where the focus is, and lets go of it. */
    press: (value) =>
      command('POST', 'actions', {
        actions: [
          {
            type: 'key',
            id: 'keyboard',
            actions: [
              { type: 'keyDown', value },
              { type: 'keyUp', value },
            ],
          },
        ],
      }),
    /** A PNG of what is painted. */
    screenshot: async () => Buffer.from(await command('GET', 'screenshot'), 'base64'),
  };
};

/**
 * A browser, driven by WebDriver: as much of it as the tests need.
 *
 * @param {{ url: string, stop: () => Promise<void> }} driver a program that speaks the protocol
 * @param {object} capabilities of the browser
 */
export const startBrowser = async (driver, capabilities) => {
  const { sessionId, capabilities: given } = await send(`${driver.url}/session`, 'POST', {
    capabilities: { alwaysMatch: { ...capabilities, timeouts: TIMEOUTS } },
  }).catch(async (error) => {
    await driver.stop();
    throw error;
  });
  const session = `${driver.url}/session/${sessionId}`;

  /** Commands go to the window that was chosen last: one at a time. */
  let last = Promise.resolve();
  const inWindow = (handle, work) => {
    const turn = last.then(async () => {
      await send(`${session}/window`, 'POST', { handle });
      return work();
    });
    last = turn.catch(() => {});
    return turn;
  };

  const pageAt = (handle) =>
    pageOf((method, path, body) =>
      inWindow(handle, () => send(`${session}/${path}`, method, body))
    );

  return {
    /** What it calls itself. */
    version: `${given.browserName} ${given.browserVersion}`,

    /** The one that it started with, which is in front. */
    firstPage: async () => pageAt(await send(`${session}/window`, 'GET')),

    async newPage() {
      const { handle } = await send(`${session}/window/new`, 'POST', { type: 'tab' });

      return pageAt(handle);
    },

    async close() {
      await send(session, 'DELETE').finally(() => driver.stop());
    },
  };
};
