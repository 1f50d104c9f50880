// Many tabs at a provider that takes a refresh token again for three seconds, as Logto does.

import { sizes } from './sizes.js';
import { expect, test } from './test.js';
import { RESOURCES } from './world.js';

const { tabs: count, expiries } = sizes.window;

/** Some ask for the default token, some for one API's, some for all in turn. */
const ASKED_FOR = [[null], [RESOURCES[0]], [null, RESOURCES[1]], [null, ...RESOURCES]];

test(`${count} tabs share the tokens of three targets, and may come and go at any time`, async ({ openWorld, tabs }) => {
  const world = await openWorld({ reuseSeconds: 3 });

  const verdict = await tabs({
    title: `${count} tabs, reuse window`,
    world,
    count,
    expiries,
    habitsOf: (index) => ({ resources: ASKED_FOR[index % ASKED_FOR.length] }),
    abruptly: true,
  });

  expect(verdict.errors).toEqual({});
  expect(Object.keys(verdict.byTarget).sort()).toEqual([...RESOURCES, 'userinfo'].sort());
});
