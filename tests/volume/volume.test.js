// The default volume leaves out cases, and no kind of case: here is what it must not be without.

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { CHECKS } from '../../pkg/src/debug/checks/index.js';
import { NOT_APPLICABLE, PLANS } from '../e2e/conformance/plans.js';
import { differences } from '../e2e/differential/differences.js';
import { LANGUAGES as GUIDES } from '../guide/read.js';
import { documented } from '../package/documented-errors.js';
import { defaultVolume } from './default-volume.js';

const repository = new URL('../../', import.meta.url);

const listed = defaultVolume();

/** Codes that no page gets: why, and the test that covers them instead. */
const WITHOUT_A_PAGE = {
  fetch_user_info_failed: {
    why: 'only packages that build on these classes throw it',
    covered: 'tests/package/errors.test.js',
  },
  user_cancelled: {
    why: 'only packages for phones throw it, when the window of a sign-in is closed there',
    covered: 'tests/package/errors.test.js',
  },
};

/** The descriptions of the annotations of one type. */
const annotated = (type) =>
  new Set(
    listed.flatMap(({ annotations }) =>
      annotations.filter((each) => each.type === type).map(({ description }) => description)
    )
  );

/** The code that a title ends with, such as `… → id_token.expired`; more may be said after it. */
const proven = new Set(listed.map(({ title }) => /→ ([a-z_.]+[a-z_])/.exec(title)?.[1]));

/** What of `wanted` is not in `there`. */
const missing = (wanted, there) => wanted.filter((each) => !there.has(each));

const names = (folder, ending) =>
  readdirSync(new URL(folder, repository))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));

test('every error code has a test that names it', () => {
  const codes = [...documented.keys()].filter((code) => !(code in WITHOUT_A_PAGE));

  assert.ok(codes.length > 40, 'there are more codes');
  assert.deepEqual(missing(codes, proven), []);
});

test('codes that no page gets are codes, have no such test, and are covered by another one', () => {
  for (const [code, { covered }] of Object.entries(WITHOUT_A_PAGE)) {
    assert.ok(documented.has(code), code);
    assert.ok(!proven.has(code), `${code} has a test: it need not be listed`);
    assert.ok(existsSync(new URL(covered, repository)), covered);
  }
});

// That a rule is needed by a case is what the comparison itself expects, of every rule for its kind of case.
test('every rule of the differences has its kinds of cases compared', () => {
  const compared = annotated('compares');
  const lacking = differences.flatMap(({ name, facets }) =>
    missing(Object.keys(facets), compared).map((kind) => `${name}: ${kind}`)
  );

  assert.deepEqual(lacking, []);
});

test('every module of OpenID that applies runs', () => {
  const excused = new Set(NOT_APPLICABLE.flatMap(({ modules }) => modules));
  const modules = new Set(PLANS.flatMap((plan) => plan.modules));
  const files = new Set(listed.map(({ file }) => file));

  assert.deepEqual(
    [...modules]
      .filter((module) => !excused.has(module))
      .map((module) => `conformance/modules/${module}.spec.js`)
      .filter((file) => !files.has(file)),
    []
  );
});

test('every check of the panel is shown, in each of its languages', () => {
  const languages = names('pkg/src/debug/messages/', '.js').filter((name) => name !== 'index');
  const wanted = languages.flatMap((language) => Object.keys(CHECKS).map((check) => `${check} (${language})`));

  assert.ok(languages.length > 1, 'there are more languages');
  assert.deepEqual(missing(wanted, annotated('check')), []);
});

test('the guide is followed in each language', () => {
  assert.deepEqual(
    GUIDES.filter((language) => !listed.some(({ title }) => title.startsWith(`the guide (${language}),`))),
    []
  );
});

test('sites without code run in the other engines, and tabs in each engine that has them', () => {
  const inProject = (name) => new Set(listed.filter(({ project }) => project === name).map(({ file }) => file));

  for (const engine of ['firefox', 'webkit']) {
    assert.ok(inProject(engine).has('auto/engines/journeys.js'), engine);
  }
  assert.ok(inProject('firefox').has('tabs/firefox.spec.js'));
  assert.deepEqual(
    missing(
      names('tests/e2e/tabs/', '.spec.js').filter((name) => name !== 'firefox').map((name) => `tabs/${name}.spec.js`),
      inProject('tabs')
    ),
    []
  );
});
