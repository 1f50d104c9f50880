import assert from 'node:assert/strict';
import test from 'node:test';

import { escapeForHtml } from './html.js';
import { tagFor } from './own-site.js';
import { accounts } from './people.js';
import { SITES, ownSite } from './sites.js';
import { startPage } from './start-page.js';
import { Switches } from './switches.js';

const sites = SITES.map((site, index) => ({ ...site, address: `http://localhost:${8081 + index}` }));

const LOCAL = {
  sites,
  local: { provider: 'http://localhost:3001', huggingFace: 'http://localhost:3002', accounts },
};

const REAL = { sites, logto: { endpoint: 'https://shop.logto.app', appId: 'a1b2c3' } };

/** Never asked for anything here: what is on is only told. */
const provider = { fault: () => () => {} };

const render = (view, set = [], options = view.local && { provider }) => {
  const switches = new Switches(options);

  switches.set(set);

  return startPage({ ...view, choices: switches.choices });
};

const checked = (page) =>
  [...page.matchAll(/<input type="radio" id="([^"]+)"[^>]* checked>/g)].map(([, id]) => id);

const stateOf = (page) => page.match(/id="state">([^<]+)</)[1];

for (const [name, view] of Object.entries({ local: LOCAL, real: REAL })) {
  test(`it links both sites (${name})`, () => {
    const page = render(view);

    for (const { name: site, address } of sites) {
      assert.ok(page.includes(`<a href="${address}/">${site}</a>`), site);
    }
  });
}

test('it names everybody who can sign in, with passwords, roles and organizations', () => {
  const page = render(LOCAL);
  const rows = [...page.matchAll(/<tr>\n<th scope="row">(.*)\n<\/tr>/g)].map(([, row]) =>
    row.replace(/<\/t[hd]>(<td>)?/g, '|').replace(/<[^>]+>/g, '')
  );

  assert.deepEqual(rows, [
    'alice|wonderland|the provider|reader|The slow book club (host), Story rug (helper)|',
    'grace|hopper|the provider|reader, admin|The slow book club (reader), Story rug (lead)|',
    'ada|lovelace|Hugging Face|none|none|',
  ]);
});

test('every switch is explained, and can be found by its label', () => {
  const page = render(LOCAL);

  for (const { name, values } of new Switches({ provider }).choices) {
    for (const { value, label, explanation } of values) {
      const id = `${name}-${value}`;

      assert.match(page, new RegExp(`<input [^>]*name="${name}" value="${value}" aria-describedby="${id}-says"`));
      assert.ok(page.includes(`<label for="${id}">${label}`), id);
      assert.ok(page.includes(`<p id="${id}-says">${explanation}</p>`), id);
    }
  }
});

test('it shows what is on', () => {
  const page = render(LOCAL);
  assert.deepEqual(checked(page), ['network-right', 'clock-right']);
  assert.equal(stateOf(page), 'Nothing is wrong at the moment.');

  const wrong = render(LOCAL, [
    ['network', 'slow'],
    ['clock', 'ahead'],
  ]);
  assert.deepEqual(checked(wrong), ['network-slow', 'clock-ahead']);
  assert.equal(stateOf(wrong), 'At the moment: Slow network, Clock three hours ahead.');
});

test('it says how to begin with a folder of one’s own, when there is one', () => {
  const site = { ...ownSite('/home/me/<pages>'), address: 'http://localhost:8083' };
  const own = {
    root: site.root,
    address: site.address,
    endpoint: 'http://localhost:3001',
    appId: site.app.appId,
  };
  const page = render({ ...LOCAL, sites: [...sites, site], own });

  assert.ok(page.includes('<code>/home/me/&lt;pages&gt;</code> is at <a href="http://localhost:8083/">'));
  assert.ok(page.includes('<dd><code>http://localhost:3001</code></dd>'));
  assert.ok(page.includes('<dd><code>my-site</code></dd>'));
  assert.ok(page.includes(escapeForHtml(tagFor(own))));
  assert.doesNotMatch(render(LOCAL), /id="own"/);
});

test('it says that a wrong clock is a script of the demo’s', () => {
  assert.match(render(LOCAL), /puts a small script before everything else\s+in the sites’ pages/);
});

test('with a real Logto it says what to register for both sites, and offers no faults of it', () => {
  const page = render(REAL);
  const registered = page.match(/<dl>(.*)<\/dl>/s)[1];
  const list = (title) =>
    [...registered.split(`<dt>${title}</dt>`)[1].split('<dt>')[0].matchAll(/<code>([^<]+)</g)].map(
      ([, address]) => address
    );

  assert.deepEqual(list('Redirect URIs'), ['http://localhost:8081/callback', 'http://localhost:8082/']);
  assert.deepEqual(list('Post sign-out redirect URIs'), [
    'http://localhost:8081',
    'http://localhost:8082/',
  ]);
  assert.deepEqual(list('CORS allowed origins'), ['http://localhost:8081', 'http://localhost:8082']);
  assert.match(page, /<code>https:\/\/shop\.logto\.app<\/code> as the application <code>a1b2c3<\/code>/);
  assert.doesNotMatch(page, /wonderland|name="network"/);
  assert.deepEqual(checked(page), ['clock-right']);
});

test('values from outside are text', () => {
  const page = render({ sites, logto: { endpoint: 'https://a.test/"><script>', appId: '<b>&' } });

  assert.doesNotMatch(page, /<script|<b>/);
  assert.match(page, /&lt;b&gt;&amp;/);
});
