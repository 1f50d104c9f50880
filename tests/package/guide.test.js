// The guide for Webflow, held to what it shows and to what it comes from. Whether it works is an end-to-end test.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

import {
  anchorsOf,
  attributesOf,
  countBlocks,
  innerLinksOf,
  LANGUAGES,
  picturesOf,
  readGuide,
  registrationsOf,
  snippetsOf,
} from '../guide/read.js';
import { PICTURES } from '../screenshots/pictures.js';

const repository = new URL('../../', import.meta.url);

const read = (file) => readFile(new URL(file, repository), 'utf8');

const guides = Object.fromEntries(
  await Promise.all(LANGUAGES.map(async (language) => [language, await readGuide(language)]))
);

/** The largest that a picture may be, in bytes. */
const LARGEST = 150_000;

const LARGEST_SIZE = { width: 1200, height: 750 };

for (const [language, guide] of Object.entries(guides)) {
  test(`every block of HTML says where it belongs, so that it is tried (${language})`, () => {
    assert.equal(snippetsOf(guide).length, countBlocks(guide));
  });

  test(`every attribute of the tables is in what the page has then, and the other way round (${language})`, () => {
    const code = snippetsOf(guide)
      .filter(({ page }) => !/^(own|code|french)/.test(page))
      .map(({ place, code }) => (place === 'head' ? '' : code))
      .join('');
    const inTables = attributesOf(guide).map(({ name, value }) => (value ? `${name}="${value}"` : name));
    const inCode = code.match(/data-logto[a-z-]*(="[^"]*")?/g);

    for (const attribute of inTables) {
      assert.ok(inCode.includes(attribute), attribute);
    }
    for (const attribute of inCode) {
      assert.ok(inTables.includes(attribute), attribute);
    }
  });

  test(`links to its own headings lead somewhere (${language})`, () => {
    const links = innerLinksOf(guide);

    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter((link) => !anchorsOf(guide).includes(link)),
      []
    );
  });

  test(`every picture that it shows is there and is described, and those that are there are shown (${language})`, async () => {
    const pictures = picturesOf(guide);

    assert.deepEqual(
      pictures.map(({ file }) => file).sort(),
      (await readdir(new URL('docs/webflow', repository))).sort()
    );
    for (const { alt, file } of pictures) {
      assert.ok(alt.length > 20, file);
    }
  });
}

test('the script makes the pictures that there are, and no others', async () => {
  assert.deepEqual(
    PICTURES.map(({ file }) => file).sort(),
    (await readdir(new URL('docs/webflow', repository))).sort()
  );
});

test('pictures are PNGs, and small', async () => {
  for (const { file } of PICTURES) {
    const bytes = await readFile(new URL(`docs/webflow/${file}`, repository));

    assert.equal(bytes.toString('latin1', 1, 4), 'PNG', file);
    assert.ok(bytes.length < LARGEST, `${file}: ${bytes.length} bytes`);
    assert.ok(bytes.readUInt32BE(16) <= LARGEST_SIZE.width, file);
    assert.ok(bytes.readUInt32BE(20) <= LARGEST_SIZE.height, file);
  }
});

/** HTML without what its readers see: that is in their language. Scripts stay as they are. */
const withoutTexts = (html) =>
  html
    .split(/(<(?:script|style)\b[^]*?<\/(?:script|style)>)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(/>[^<]+</g, '><')
            .replace(/^[^<]+</, '<')
            .replace(/ (lang|value|alt|data-logto-default)="[^"]*"/g, ' $1')
    )
    .join('');

test('the guides have the same code, but for what visitors read', () => {
  const [en, fr] = LANGUAGES.map((language) =>
    snippetsOf(guides[language]).map((snippet) => ({ ...snippet, code: withoutTexts(snippet.code) }))
  );

  assert.deepEqual(fr, en);
});

test('the guides have the same attributes, registrations and pictures, in the same order', () => {
  const [en, fr] = LANGUAGES.map((language) => ({
    attributes: attributesOf(guides[language]).map(({ name, value }) =>
      name === 'data-logto-default' ? name : `${name}=${value}`
    ),
    registrations: registrationsOf(guides[language]),
    pictures: picturesOf(guides[language]).map(({ file }) => file),
    headings: anchorsOf(guides[language]).length,
  }));

  assert.deepEqual(fr, en);
  assert.deepEqual(Object.keys(en.registrations), ['A', 'B']);
});

/** The lines that do something. */
const lines = (code) =>
  code
    .split('\n')
    .map((line) => line.replace(/(^|\s+)\/\/ .*$/, '').trim())
    .filter(Boolean);

for (const [page, file] of [
  ['code every', 'site-head.html'],
  ['code home', 'home.html'],
  ['code callback', 'callback.html'],
]) {
  test(`part B is the tutorial’s: ${file}`, async () => {
    const { code } = snippetsOf(guides.en).find(
      (each) => each.page === page && ['head', 'foot'].includes(each.place)
    );
    const tutorial = (await read(`examples/webflow/custom-code/${file}`)).replace(
      'https://esm.run/@logto/browser',
      'https://cdn.jsdelivr.net/npm/logto-wasm@0.1/dist/index.js'
    );

    assert.deepEqual(lines(code), lines(tutorial));
  });
}
