import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { hasHome, startOwnSite, tagFor } from './own-site.js';

const folderOf = async (t, files) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'demo-own-site-'));
  t.after(() => rm(folder, { recursive: true }));

  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }

  return folder;
};

const PAGES = {
  'index.html': '<head lang=en></head>home',
  'members.html': 'members',
  'shop/index.html': 'shop',
  'shop/tea.html': 'tea',
  'css/site.css': 'p {}',
  '.git/config': 'secret',
};

const start = async (t, { files = PAGES, ...options } = {}) => {
  const root = await folderOf(t, files);
  const packageDir = await folderOf(t, { 'auto.js': 'export {};' });
  const { address, close } = await startOwnSite({ root, packageDir, port: 0, ...options });
  t.after(close);

  return { root, address };
};

const get = async (url, init) => {
  const response = await fetch(url, init);

  return {
    status: response.status,
    type: response.headers.get('content-type').split(';')[0],
    text: await response.text(),
  };
};

/** As it is, without a browser's or a URL parser's tidying up. */
const rawStatus = (address, target) =>
  new Promise((resolve, reject) => {
    http.get(address, { path: target }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });

test('pages are where they are with Webflow: without their ending', async (t) => {
  const { address } = await start(t);

  for (const [target, text, type = 'text/html'] of [
    ['/', PAGES['index.html']],
    ['/?code=1&state=2', PAGES['index.html']],
    ['/members', 'members'],
    ['/members.html', 'members'],
    ['/shop', 'shop'],
    ['/shop/', 'shop'],
    ['/shop/tea', 'tea'],
    ['/css/site.css', 'p {}', 'text/css'],
    ['/logto-wasm/auto.js', 'export {};', 'text/javascript'],
  ]) {
    assert.deepEqual(await get(address + target), { status: 200, type, text }, target);
  }
});

test('an edit shows on reload', async (t) => {
  const { root, address } = await start(t);
  await get(address);
  await writeFile(path.join(root, 'index.html'), 'edited');

  assert.equal((await get(address)).text, 'edited');
});

test('what is not there is said, with the folder, or by a page of its own', async (t) => {
  const { root, address } = await start(t);
  const { status, text } = await get(`${address}/nothing`);
  assert.deepEqual([status, text], [404, `There is no page /nothing in ${root}.\n`]);

  const other = await start(t, { files: { ...PAGES, '404.html': 'gone' } });
  assert.deepEqual(await get(`${other.address}/nothing`), {
    status: 404,
    type: 'text/html',
    text: 'gone',
  });
});

test('nothing is served that is hidden, or is outside of the folder', async (t) => {
  const { root, address } = await start(t);
  await symlink(os.homedir(), path.join(root, 'home'));

  for (const [target, status] of [
    ['/.git/config', 404],
    ['/home', 404],
    ['/../index.html', 400],
    ['/%2e%2e/index.html', 400],
    ['/logto-wasm/../index.html', 400],
    ['/logto-wasm/index.html', 404],
  ]) {
    assert.equal(await rawStatus(address, target), status, target);
  }
});

test('a form that is sent here is not taken for kept', async (t) => {
  const { address } = await start(t);
  const { status, text } = await get(address, { method: 'POST', body: 'name=alice' });

  assert.equal(status, 405);
  assert.match(text, /Nobody keeps here what a form sends/);
});

test('what comes first in a head comes there, and into no other file', async (t) => {
  const { address } = await start(t, { firstCode: () => '<script>$&</script>' });

  assert.equal((await get(address)).text, '<head lang=en><script>$&</script></head>home');
  assert.equal((await get(`${address}/members`)).text, 'members');
  assert.equal((await get(`${address}/css/site.css`)).text, 'p {}');
});

test('a folder is a site when it has a home page', async (t) => {
  assert.equal(await hasHome(await folderOf(t, PAGES)), true);
  assert.equal(await hasHome(await folderOf(t, { 'members.html': '' })), false);
  assert.equal(await hasHome('/nowhere'), false);
});

test('the tag names the provider and the app', () => {
  const tag = tagFor({ endpoint: 'http://localhost:3001', appId: 'my-site' });

  assert.match(tag, / src="\/logto-wasm\/auto\.js"/);
  assert.match(tag, / data-logto-endpoint="http:\/\/localhost:3001"/);
  assert.match(tag, / data-logto-app-id="my-site"/);
  assert.match(tag, / data-logto-scopes="email roles custom_data"/);
});
