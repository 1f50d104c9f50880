// Crashes of the core: the real module traps.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const scenarios = fileURLToPath(new URL('crash-scenarios.js', import.meta.url));

const run = (...values) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [scenarios, ...values], {
    encoding: 'utf8',
    timeout: 60_000,
  });

  assert.equal(status, 0, stderr.slice(-2000));
  return JSON.parse(stdout);
};

const assertCrashed = (calls, cause) => {
  for (const { isLogtoError, code, message, cause: actual } of calls) {
    assert.deepEqual([isLogtoError, code, actual], [true, 'internal_error', cause]);
    assert.match(message, /please report it/i);
  }
};

test('a trap after an await rejects all pending calls, and the next call is served', () => {
  const { calls, next } = run('afterAwait');

  assertCrashed(calls, 'unreachable');
  assert.deepEqual(next, { value: 'the ID token' });
});

test('a trap in a call rejects the call and the pending ones, and the next call is served', () => {
  const { calls, next } = run('inCall');

  assertCrashed(calls, 'unreachable');
  assert.deepEqual(next, { value: 'the ID token' });
});

test('an answer for an instance that has crashed does nothing', () => {
  const { calls, hasCalledPage, requestsAfter } = run('lateAnswer');

  assertCrashed(calls, 'unreachable');
  assert.deepEqual([hasCalledPage, requestsAfter], [false, 0]);
});

for (const where of ['entering', 'leaving']) {
  test(`a trap at any moment of ${where} the module rejects the call, and the next call is served`, () => {
    const { codes, notServed } = run('anyMoment', where);
    const crashed = codes.filter((code) => code === 'internal_error');

    assert.deepEqual(notServed, []);
    // After the answer the instance frees memory.
    assert.deepEqual([...new Set(codes)].sort(), ['done', 'internal_error']);
    assert.equal(codes[0], 'internal_error');
    assert.ok(crashed.length > codes.length / 2, codes.join());
  });
}

test('an error inside compat.js rejects all pending calls, and the next call is served', () => {
  const { before, calls, next } = run('inCompat');

  assertCrashed(calls, 'no time');
  assert.deepEqual([before, next], [{ value: 'access' }, { value: 'access' }]);
});

test('a crash makes errors for pending calls alone', () => {
  assert.deepEqual(run('settledCalls'), { count: 1 });
});

test('the memory of an instance that has crashed is freed, although its clients are still in use', () => {
  const { isFreed, next } = run('memory');

  assert.deepEqual(isFreed, [true, false]);
  assert.deepEqual(next, Array(3).fill({ value: 'the ID token' }));
});
