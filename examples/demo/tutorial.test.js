// The site is the tutorial's only as long as its code is: what is pasted is compared line by line.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

const site = new URL('../webflow/', import.meta.url);

const read = (file) => readFile(new URL(file, site), 'utf8');

const OPEN = '<script type="module">';
const CLOSE = '</script>';

/** The lines that say something, without their indentation. */
const lines = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const withoutWrapper = (code) => code.filter((line) => line !== OPEN && line !== CLOSE);

const readSnippets = async () => {
  const snippets = (await read('tutorial-snippets.txt'))
    .split('\n\n')
    .map((snippet) => withoutWrapper(lines(snippet)));

  assert.equal(snippets.length, 5, 'the tutorial has five snippets');
  const [head, signIn, callback, signOut, status] = snippets;

  return { head, signIn, callback, signOut, status };
};

const FIELDS = {
  'site-head.html': ({ head }) => head,
  'home.html': ({ signIn, signOut, status }) => [...signIn, ...signOut, ...status],
  'callback.html': ({ callback }) => callback,
};

for (const [file, expected] of Object.entries(FIELDS)) {
  test(`${file} is one module script with the tutorial's lines, and nothing else`, async () => {
    const code = lines(await read(`custom-code/${file}`));

    assert.deepEqual(code, [OPEN, ...expected(await readSnippets()), CLOSE]);
  });
}

test('the snippets still have their placeholders to fill', async () => {
  const snippets = await read('tutorial-snippets.txt');

  for (const placeholder of [
    "'https://esm.run/@logto/browser'",
    "'<your-logto-endpoint>'",
    "'<your-application-id>'",
    "'https://your-awesome-site.webflow.io/callback'",
    "'https://your-awesome-site.webflow.io'",
  ]) {
    assert.ok(snippets.includes(placeholder), placeholder);
  }
});

test('the pages are as the designer draws them: no code, and the IDs the code looks for', async () => {
  const [home, callback, notFound] = await Promise.all(
    ['index.html', 'callback.html', '404.html'].map(read)
  );

  for (const page of [home, callback, notFound]) {
    assert.doesNotMatch(page, /<script|logto/i);
  }

  const sought = [
    ...(await read('custom-code/home.html')).matchAll(/getElementById\('([^']+)'\)/g),
    ...(await read('custom-code/home-profile.html')).matchAll(/getElementById\('([^']+)'\)/g),
  ].map(([, id]) => id);

  assert.ok(sought.includes('sign-in') && sought.includes('sign-out'));
  for (const id of sought) {
    assert.equal(home.split(`id="${id}"`).length, 2, `one element with the ID ${id}`);
  }

  assert.match(callback, /Redirection\.\.\./);
});
