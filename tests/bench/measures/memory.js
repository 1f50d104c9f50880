import { heapBytes } from '../browser.js';
import { libraries } from '../libraries.js';
import { inRounds, mapValues } from '../rounds.js';
import { inNewContext, openHome, signIn } from '../visits.js';

const SOME = 10_000;
const MANY = 100_000;

/** Runs in the page before anything else: finds the memories of the modules that start in it. */
const watchWasm = () => {
  const memories = new Set();
  const keep = (instance) => {
    for (const value of Object.values(instance.exports)) {
      if (value instanceof WebAssembly.Memory) memories.add(value);
    }
    return instance;
  };

  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct: (target, parameters) => keep(Reflect.construct(target, parameters)),
  });
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];

    WebAssembly[name] = async (...parameters) => {
      const started = await original(...parameters);
      keep(started.instance ?? started);
      return started;
    };
  }
  globalThis.wasmBytes = () =>
    [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
};

/** Runs in the page. */
const callInTurn = async (calls) => {
  const { isAuthenticated, getAccessToken, getIdTokenClaims } = globalThis.use;
  const methods = [isAuthenticated, getAccessToken, getIdTokenClaims];

  for (let call = 0; call < calls; call += 1) await methods[call % methods.length]();
};

const measureMemory = (browser, world, library, many) =>
  inNewContext(browser, async ({ page, session }) => {
    await page.addInitScript(watchWasm);
    await page.goto(world.site.empty(library));
    const empty = await heapBytes(session);

    await signIn(page, world, library);
    const onCallback = await page.evaluate(() => globalThis.wasmBytes());

    await openHome(page, world, library);
    const look = async () => ({
      wasm: await page.evaluate(() => globalThis.wasmBytes()),
      heap: (await heapBytes(session)) - empty,
    });

    const atFirst = await look();
    await page.evaluate(callInTurn, SOME);
    const afterSome = await look();
    await page.evaluate(callInTurn, many - SOME);

    return { onCallback, atFirst, afterSome, afterMany: await look() };
  });

export const memory = {
  how: `The linear memory of WebAssembly on the callback page of a sign-in. Then, on a page whose first \`isAuthenticated()\` has
answered, with a visitor signed in: the linear memory of WebAssembly; and what the JavaScript heap holds after a garbage collection, less what it holds on an empty page. Then the same after calls
of \`isAuthenticated()\`, \`getAccessToken()\` and \`getIdTokenClaims()\` in turn.`,

  async run({ browser, world, quick }) {
    const many = quick ? 2 * SOME : MANY;
    const values = await inRounds(libraries, quick ? 1 : 5, (library) =>
      measureMemory(browser, world, library, many)
    );
    const times = (calls) => `after ${calls.toLocaleString('en')} calls`;
    const row = (key, label, of) => ({ key, label, unit: 'bytes', values: mapValues(values, of) });

    return [
      row('wasm-callback', 'WebAssembly, on the callback page', ({ onCallback }) => onCallback),
      row('wasm', 'WebAssembly, at first', ({ atFirst }) => atFirst.wasm),
      row('wasm-some', `WebAssembly, ${times(SOME)}`, ({ afterSome }) => afterSome.wasm),
      row(
        'wasm-growth',
        `WebAssembly, growth from then on to ${many.toLocaleString('en')} calls`,
        ({ afterSome, afterMany }) => afterMany.wasm - afterSome.wasm
      ),
      row('heap', 'JavaScript, at first', ({ atFirst }) => atFirst.heap),
      row('heap-some', `JavaScript, ${times(SOME)}`, ({ afterSome }) => afterSome.heap),
      row('heap-many', `JavaScript, ${times(many)}`, ({ afterMany }) => afterMany.heap),
    ];
  },
};
