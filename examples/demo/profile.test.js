// What the home page shows of the person who signed in. The claims are theirs to choose.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

const file = new URL('../webflow/custom-code/home-profile.html', import.meta.url);

const AsyncFunction = (async () => {}).constructor;

/** A page with the elements the code looks for, as far as it touches them. */
const makeDocument = () => {
  const elements = {
    profile: { hidden: true },
    'profile-name': { textContent: '' },
    'profile-initials': { textContent: '' },
    'profile-picture': Object.assign(new EventTarget(), { hidden: true, src: '' }),
  };

  return { elements, getElementById: (id) => elements[id] };
};

const show = async (claims) => {
  const [, code] = (await readFile(file, 'utf8')).match(
    /^<script type="module">\n(.*)<\/script>\n$/s
  );
  const document = makeDocument();
  const logtoClient = {
    isAuthenticated: async () => claims !== undefined,
    getIdTokenClaims: async () => claims,
  };

  // A function body may await, as a module may.
  await new AsyncFunction('logtoClient', 'document', code)(logtoClient, document);

  return document.elements;
};

test('nobody signed in: nothing is shown', async () => {
  const elements = await show(undefined);

  assert.equal(elements.profile.hidden, true);
  assert.equal(elements['profile-name'].textContent, '');
});

for (const [claims, name, initials] of [
  [{ name: 'Ada Lovelace', username: 'ada', picture: null }, 'Ada Lovelace', 'AL'],
  [{ name: '  Ada   King  Lovelace ', username: null }, 'Ada   King  Lovelace', 'AL'],
  [{ name: null, username: 'alice', picture: null }, 'alice', 'A'],
  [{ name: '   ', username: 'alice' }, 'alice', 'A'],
  [{ name: null, username: null, picture: null }, 'Reader', 'R'],
  [{ name: '𝒜da łukasz' }, '𝒜da łukasz', '𝒜Ł'],
  [{ name: '<img src=x onerror=alert(1)>' }, '<img src=x onerror=alert(1)>', '<O'],
]) {
  test(`${JSON.stringify(claims)} shows "${name}" and "${initials}"`, async () => {
    const elements = await show(claims);

    assert.equal(elements.profile.hidden, false);
    assert.equal(elements['profile-name'].textContent, name);
    assert.equal(elements['profile-initials'].textContent, initials);
  });
}

for (const picture of ['https://cdn.example/ada.png', 'HTTP://localhost:3002/ada.png']) {
  test(`the picture ${picture} replaces the initials once it is there`, async () => {
    const image = (await show({ name: 'Ada', picture }))['profile-picture'];

    assert.equal(image.src, picture);
    assert.equal(image.hidden, true);
    image.dispatchEvent(new Event('load'));
    assert.equal(image.hidden, false);
  });
}

for (const picture of [
  null,
  undefined,
  '',
  'ada.png',
  'javascript:alert(1)',
  'data:image/svg+xml,<svg/>',
  'file:///https://ada.png',
]) {
  test(`${JSON.stringify(picture)} is not a picture to show`, async () => {
    const image = (await show({ name: 'Ada', picture }))['profile-picture'];

    assert.equal(image.src, '');
    assert.equal(image.hidden, true);
  });
}
