// docs/errors.md is made of the core's table of errors. Here it is held to what JavaScript throws and declares.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { docsOf } from '../../pkg/src/auto/tell.js';
import { documented, page } from './documented-errors.js';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const declarations = read('pkg/src/index.d.ts');

/** Anchors that stand for themselves, and those of headings, as GitHub makes them. */
const anchors = [...page.matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, id]) => id);
const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
  heading.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-')
);

const declared = (type) =>
  declarations
    .match(new RegExp(`export type ${type} =([^;]+);`))[1]
    .match(/[\w.]+/g);

test('the codes that are declared are those on the page, each with its class', () => {
  const onPage = (name) =>
    [...documented].filter(([, { className }]) => className === name).map(([code]) => code);

  for (const name of ['LogtoError', 'LogtoClientError']) {
    assert.deepEqual(declared(`${name}Code`).sort(), onPage(name).sort());
  }
  // Most of its codes are the provider's.
  assert.deepEqual(onPage('LogtoRequestError').sort(), ['network_error', 'rate_limited']);
});

/** Helpers that make an error of a code they are given, by the file of each. */
const HELPERS = { 'fields.js': 'fieldReader', 'auto/settings.js': 'invalid' };

/** Files whose errors have codes of the provider's or of the core's error table. */
const CODES_FROM_ELSEWHERE = ['requester.js', 'core/host.js'];

/** The codes of an error whose code is a variable: those that the callers of a helper have as constants. */
const codesOfVariable = (file, files) => {
  if (CODES_FROM_ELSEWHERE.includes(file)) {
    return [];
  }

  const helper = HELPERS[file];
  const calls = new RegExp(`\\b${helper}\\(`);
  const codes = files
    .map((path) => read(`pkg/src/${path}`))
    .filter((source) => calls.test(source))
    .flatMap((source) => [
      ...source.matchAll(/^const [A-Z]+ = '([a-z_]+\.[a-z_]+)';$/gm),
      ...source.matchAll(/\w\(\w+, '([a-z_]+\.[a-z_]+)'\)/g),
    ])
    .map(([, code]) => code);

  assert.ok(helper && codes.length > 0, `${file} makes an error whose code cannot be seen`);
  return codes;
};

test('what JavaScript throws is on the page, with its class', () => {
  const files = readdirSync(new URL('pkg/src/', root), { recursive: true }).filter((path) =>
    path.endsWith('.js')
  );
  const found = [];

  for (const file of files) {
    const source = read(`pkg/src/${file}`);

    for (const [, className, literal] of source.matchAll(
      /new (Logto(?:Client|Request)?Error)\(\s*(?:'([^']+)'|(\w+))/g
    )) {
      const codes = literal ? [literal] : codesOfVariable(file, files);

      found.push(...codes.map((code) => [code, className, file]));
    }
  }

  assert.ok(found.length > 5, 'there is more that throws');
  for (const [code, className, file] of found) {
    assert.equal(documented.get(code)?.className, className, `${code} in ${file}`);
  }
});

test('every code stands under an anchor of its own name', () => {
  for (const [code, { anchor }] of documented) {
    assert.equal(anchor, code);
  }
});

test('every anchor is there once', () => {
  const twice = (list) => list.filter((id, index) => list.indexOf(id) !== index);

  assert.deepEqual(twice(anchors), []);
  assert.deepEqual(twice(headings), []);
  // What GitHub makes of a heading may be an anchor of ours only where that stands right before it.
  for (const id of anchors.filter((id) => headings.includes(id))) {
    assert.ok(page.includes(`<a id="${id}"></a>\n\n### \`${id}\`\n`), id);
  }
});

test('every link of the page leads somewhere', () => {
  const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);

  assert.ok(links.length > 50);
  for (const link of links.filter((link) => !link.startsWith('https://'))) {
    const [path, id] = link.split('#');

    if (path === '') {
      assert.ok(anchors.includes(id) || headings.includes(id), link);
    } else {
      assert.ok(existsSync(new URL(path, new URL('docs/', root))), link);
    }
  }
});

test('the links that a site without code gives lead to the page, and to an anchor', () => {
  for (const code of [...documented.keys(), 'oidc.invalid_grant', 'http_error_500']) {
    const [address, id] = docsOf({ code }).split('#');

    assert.equal(address, 'https://github.com/logto-wasm/logto-wasm/blob/main/docs/errors.md');
    assert.ok(anchors.includes(id), id);
  }
});
