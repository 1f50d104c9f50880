import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';

import { waitForIdle, watchRequests } from './browser.js';

/** A DevTools session whose events the test emits itself. */
const devTools = () => Object.assign(new EventEmitter(), { send: async () => {} });

const begin = (session, requestId) =>
  session.emit('Network.requestWillBeSent', {
    requestId,
    request: { url: `http://localhost/${requestId}` },
    timestamp: 1,
    wallTime: 2,
    type: 'Script',
  });
const end = (session, requestId) => session.emit('Network.loadingFinished', { requestId, timestamp: 3 });

/** A page in which each pause runs the next of the steps. */
const pageWith = (...steps) => ({
  evaluate: async () => {},
  waitForTimeout: async () => steps.shift()(),
  get left() {
    return steps.length;
  },
});

test('requests are told by the page\'s clock, and as pending until they end or fail', async () => {
  const session = devTools();
  const requests = await watchRequests(session);

  begin(session, 'one');
  begin(session, 'other');
  assert.deepEqual(requests.all()[0], {
    url: 'http://localhost/one',
    type: 'Script',
    start: 1,
    end: Number.MAX_VALUE,
    at: 2000,
  });
  assert.equal(requests.pending(), 2);

  end(session, 'one');
  session.emit('Network.loadingFailed', { requestId: 'other', timestamp: 3 });
  assert.equal(requests.pending(), 0);
});

test('a page is idle after a pause in which no request begins or is on its way', async () => {
  const session = devTools();
  const requests = await watchRequests(session);
  const page = pageWith(
    () => begin(session, 'core'),
    () => {},
    () => end(session, 'core'),
    () => assert.fail('the page was idle before')
  );

  await waitForIdle(page, requests);
  assert.equal(page.left, 1);
});

test('a request that begins and ends in the same pause is followed by another pause', async () => {
  const session = devTools();
  const requests = await watchRequests(session);
  const page = pageWith(
    () => {
      begin(session, 'core');
      end(session, 'core');
    },
    () => {}
  );

  await waitForIdle(page, requests);
  assert.equal(page.left, 0);
});
