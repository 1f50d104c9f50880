// The site without code has none: what it asks for is in attributes, and those mean something.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import test from 'node:test';

import { conditionsOf, parseCondition } from '../../pkg/src/auto/conditions.js';
import { organizations, users } from './people.js';

const site = new URL('../webflow-no-code/', import.meta.url);

const read = (file) => readFile(new URL(file, site), 'utf8');

const { pages, notFound, headCode, forms } = JSON.parse(await read('site.json'));

const FILES = [...Object.values(pages), notFound].map(({ html }) => html);

const sources = Object.fromEntries(
  await Promise.all(FILES.map(async (file) => [file, await read(file)]))
);

/** The attributes of all tags, as `[name, value]`: the site's are lower-case and in double quotes. */
const attributesIn = (html) =>
  [...html.matchAll(/<[a-z][^\s>]*((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/g)].flatMap(([, attributes]) =>
    [...attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name, value])
  );

const all = FILES.flatMap((file) => attributesIn(sources[file]));

const valuesOf = (...names) => all.filter(([name]) => names.includes(name)).map(([, value]) => value);

const OF_ELEMENTS = [
  'data-logto',
  'data-logto-direct',
  'data-logto-return-to',
  'data-logto-organization',
  'data-logto-show',
  'data-logto-require',
  'data-logto-text',
  'data-logto-src',
  'data-logto-default',
  'data-logto-form',
  'data-logto-field',
  'data-logto-error',
];

test('the head code is one tag with nothing inside', async () => {
  const code = await read(headCode);
  const [, attributes] = code.match(/^<script ([^>]*(?:"[^"]*"[^>]*)*)><\/script>\n$/);

  assert.deepEqual(
    [...attributes.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, ...attribute]) => attribute),
    [
      ['type', 'module'],
      ['blocking', 'render'],
      ['src', 'https://cdn.jsdelivr.net/npm/logto-wasm@0.1/dist/auto.js'],
      ['data-logto-endpoint', '<your-logto-endpoint>'],
      ['data-logto-app-id', '<your-application-id>'],
      [
        'data-logto-scopes',
        'email roles custom_data urn:logto:scope:organizations urn:logto:scope:organization_roles',
      ],
    ]
  );
});

test('no page has any code pasted into it, or written into it', () => {
  for (const { bodyCode } of [...Object.values(pages), notFound]) {
    assert.deepEqual(bodyCode, []);
  }
  for (const [file, html] of Object.entries(sources)) {
    assert.doesNotMatch(html, /<script|javascript:/i, file);
    assert.deepEqual(
      attributesIn(html).filter(([name]) => /^on/.test(name)),
      [],
      file
    );
  }
});

test('it uses the attributes there are, and each of those at least once', () => {
  const used = new Set(all.map(([name]) => name).filter((name) => name.startsWith('data-logto')));

  assert.deepEqual([...used].sort(), [...OF_ELEMENTS].sort());
});

test('what can be clicked is a button, and does something that there is', () => {
  const actions = valuesOf('data-logto');
  const buttons = FILES.flatMap((file) => sources[file].match(/<button [^>]*data-logto="/g) ?? []);

  assert.deepEqual(
    [...new Set(actions)].sort(),
    ['sign-in', 'sign-out', 'sign-up', 'switch-organization']
  );
  assert.equal(buttons.length, actions.length);
  assert.deepEqual(valuesOf('data-logto-direct'), ['social:huggingface']);
});

test('every condition is one, and there is somebody for whom it holds', () => {
  const people = users('');
  const conditions = valuesOf('data-logto-show', 'data-logto-require').flatMap(conditionsOf);

  const holders = {
    'signed-in': () => people,
    'signed-out': () => ['everybody else'],
    role: (role) => people.filter(({ roles }) => roles.includes(role)),
    organization: (id) => Object.keys(organizations.find((each) => each.id === id)?.members ?? {}),
    'organization-role': (value) => {
      const [id, role] = value.split(':');
      const { members } = organizations.find((each) => each.id === id) ?? { members: {} };

      return Object.values(members).filter((roles) => roles.includes(role));
    },
    'current-organization': (id) => holders.organization(id),
  };
  const kinds = new Set();

  for (const text of conditions) {
    const { kind, value } = parseCondition(text) ?? {};

    assert.ok(kind, text);
    assert.ok(holders[kind](value).length > 0, text);
    kinds.add(kind);
  }
  assert.deepEqual([...kinds].sort(), Object.keys(holders).sort());
});

test('organizations that can be switched to are those there are', () => {
  // An empty one leads back to none.
  assert.deepEqual(
    valuesOf('data-logto-organization').sort(),
    ['', ...organizations.map(({ id }) => id)].sort()
  );
  for (const { id } of organizations) {
    // Logto's identifiers look like this.
    assert.match(id, /^[a-z0-9]{12}$/);
  }
});

test('pages for members are so as a whole, and the others are not', () => {
  const closed = FILES.filter((file) => /<body data-logto-require="signed-in">/.test(sources[file]));

  assert.deepEqual(closed, ['members.html', 'profile.html']);
});

test('what is for those who are signed in is hidden where no script runs', () => {
  for (const [file, html] of Object.entries(sources)) {
    for (const [tag, condition] of html.matchAll(/<[^>]* data-logto-show="([^"]+)"[^>]*>/g)) {
      assert.equal(/ hidden>/.test(tag), condition !== 'signed-out', `${file}: ${tag}`);
    }
    for (const [tag] of html.matchAll(/<[^>]* data-logto-error[^>]*>/g)) {
      assert.match(tag, / hidden>/, file);
    }
  }
});

test('every text and picture has another one in its place, and the custom data is somebody’s', () => {
  const custom = valuesOf('data-logto-text', 'data-logto-field')
    .flatMap((paths) => paths.split('|'))
    .filter((path) => path.startsWith('custom_data.'));

  for (const html of Object.values(sources)) {
    for (const [tag] of html.matchAll(/<[^>]* data-logto-(?:text|src)="[^>]*>/g)) {
      assert.match(tag, / data-logto-default="[^"]+"/);
    }
  }
  assert.ok(custom.length >= 2);
  for (const path of custom) {
    const [, name] = path.split('.');

    assert.ok(
      users('').every(({ customData }) => customData[name]),
      path
    );
  }
});

test('addresses in the pages lead somewhere', async () => {
  const published = new Set([
    ...Object.keys(pages),
    ...(await readdir(new URL('images', site))).map((name) => `/images/${name}`),
    ...(await readdir(new URL('css', site))).map((name) => `/css/${name}`),
  ]);
  const local = [
    ...valuesOf('href', 'src', 'data-logto-return-to').filter((value) => value.startsWith('/')),
    ...valuesOf('data-logto-default').filter((value) => value.startsWith('/')),
  ];

  assert.ok(local.length > 0);
  for (const address of local) {
    assert.ok(published.has(address), address);
  }
  for (const [file, html] of Object.entries(sources)) {
    for (const [, id] of html.matchAll(/(?:href="#|aria-labelledby=")([^"]+)"/g)) {
      assert.equal(html.split(` id="${id}"`).length, 2, `${file}: one element with the ID ${id}`);
    }
  }
  assert.deepEqual(valuesOf('action'), Object.keys(forms));
  assert.ok(sources['profile.html'].includes('id="seat-kept"'));
});

test('it looks as the site with code does', async () => {
  for (const file of ['css/site.css', 'images/favicon.svg']) {
    assert.equal(
      await read(file),
      await readFile(new URL(`../webflow/${file}`, import.meta.url), 'utf8'),
      file
    );
  }
});
