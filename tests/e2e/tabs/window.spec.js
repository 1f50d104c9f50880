// Many tabs at a provider that takes a refresh token again for three seconds, as Logto does.

import { expect, test } from './test.js';
import { RESOURCES } from './world.js';

const TABS = 10;
const EXPIRIES = 30;

/** Some ask for the default token, some for one API's, some for all in turn. */
const ASKED_FOR = [[null], [RESOURCES[0]], [null, RESOURCES[1]], [null, ...RESOURCES]];

test('10 tabs share the tokens of three targets, and may come and go at any time', async ({ openWorld, tabs }) => {
  const world = await openWorld({ reuseSeconds: 3 });

  const verdict = await tabs({
    title: `${TABS} tabs, reuse window`,
    world,
    count: TABS,
    expiries: EXPIRIES,
    habitsOf: (index) => ({ resources: ASKED_FOR[index % ASKED_FOR.length] }),
    abruptly: true,
  });

  expect(verdict.errors).toEqual({});
  expect(Object.keys(verdict.byTarget).sort()).toEqual([...RESOURCES, 'userinfo'].sort());
});
