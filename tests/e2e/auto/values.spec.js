// What elements show of the visitor.

import { expect, LIBRARY, ready, signIn, test } from './test.js';
import { FURTHER } from '../support/volume.js';

const TEXTS = {
  name: 'Alice Example',
  email: 'alice@example.test',
  username: 'alice',
  'custom_data.plan': 'gold',
  'custom_data.address.city': 'Paris',
  'custom_data.tags': 'a, b',
  email_verified: 'true',
  roles: 'reader',
  organizations: LIBRARY.id,
  'nickname|name': 'Alice Example',
  ' phone_number | email ': 'alice@example.test',
  'custom_data.address': 'default',
  'custom_data.plan.more': 'default',
  picture: 'default',
  nothing: 'default',
  constructor: 'default',
  'custom_data.__proto__': 'default',
  'name.length': 'default',
  '': 'default',
};

test('texts, by their paths', async ({ page, auto }) => {
  auto.page(
    '/',
    Object.keys(TEXTS)
      .map((path) => `<p data-logto-text="${path}" data-logto-default="default">as drawn</p>`)
      .join('')
  );
  await signIn(page, auto);

  await expect(page.locator('p')).toHaveText(Object.values(TEXTS));
  expect(auto.provider.requests.filter(({ method, path }) => method === 'GET' && path === '/oidc/me')).toHaveLength(1);
});

test('what the ID token says needs no request', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', '<p data-logto-text="name"></p><p data-logto-text="email"></p>');
  await signIn(page, auto);

  await expect(page.locator('p')).toHaveText(['Alice Example', 'alice@example.test']);
  expect(auto.provider.requests.filter(({ method, path }) => method === 'GET' && path === '/oidc/me')).toEqual([]);
});

test('nobody signed in, nothing but defaults', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page(
    '/',
    `<p data-logto-text="name" data-logto-default="Guest">as drawn</p><p data-logto-text="name">as drawn</p>
     <img data-logto-src="picture" data-logto-default="/none.svg" src="/drawn.svg" alt="">
     <img data-logto-src="picture" src="/drawn.svg" alt="">
     <a data-logto-href="website" data-logto-default="/about" href="/drawn">a</a>
     <a data-logto-href="website" href="/drawn">a</a>`
  );
  await page.goto(auto.address);
  await ready(page);

  await expect(page.locator('p')).toHaveText(['Guest', '']);
  const attributes = (selector, name) =>
    page.$$eval(selector, (all, name) => all.map((each) => each.getAttribute(name)), name);
  expect(await attributes('img', 'src')).toEqual([`${auto.address}/none.svg`, '/drawn.svg']);
  expect(await attributes('a', 'href')).toEqual([`${auto.address}/about`, '/drawn']);
});

test.describe('people who are up to something', () => {
  const MARKUP = '<img src=x onerror="window.hacked = true"><b>Bold</b>';

  test.use({
    people: [
      {
        username: 'alice',
        password: 'wonderland',
        name: MARKUP,
        picture: 'javascript:window.hacked=true',
        customData: {
          website: 'javascript:window.hacked=true',
          data: 'data:text/html,<script>window.hacked=true</script>',
          relative: '/admin',
          file: 'file:///etc/passwd',
          script: '/hacked.js',
          good: 'https://alice.example/?a=<b>',
        },
      },
    ],
  });

  test('are shown as text, and lead to the web only', async ({ page, auto }) => {
    auto.page(
      '/',
      `<p data-logto-text="name">name</p>
       <img data-logto-src="picture" data-logto-default="data:image/svg+xml,x" src="/drawn.svg" alt="">
       <form data-logto-form><input name="name"></form>
       ${['website', 'data', 'relative', 'file', 'good']
         .map((name) => `<a data-logto-href="custom_data.${name}" href="/drawn">${name}</a>`)
         .join('')}
       <script type="text/plain" data-logto-text="name" data-logto-src="custom_data.script"></script>
       <iframe data-logto-src="custom_data.website" data-logto-text="name"></iframe>
       <style data-logto-text="name"></style>`
    );
    await signIn(page, auto);
    const links = page.locator('a');
    await expect(links.last()).toHaveAttribute('href', 'https://alice.example/?a=%3Cb%3E');

    await expect(page.locator('p')).toHaveText(MARKUP);
    await expect(page.locator('p > *')).toHaveCount(0);
    await expect(page.locator('img')).toHaveAttribute('src', '/drawn.svg');
    await expect(page.locator('input')).toHaveValue(MARKUP);
    expect(await links.evaluateAll((all) => all.map((each) => each.getAttribute('href')))).toEqual([
      '/drawn',
      '/drawn',
      '/drawn',
      '/drawn',
      'https://alice.example/?a=%3Cb%3E',
    ]);
    expect(
      await page.evaluate(() =>
        ['script[data-logto-text]', 'iframe', 'style[data-logto-text]'].map((selector) => {
          const element = document.querySelector(selector);
          return [element.textContent, element.getAttribute('src')];
        })
      )
    ).toEqual([
      ['', null],
      ['', null],
      ['', null],
    ]);
    expect(await page.evaluate(() => window.hacked)).toBeUndefined();
  });
});

test.describe('pictures', () => {
  const people = (picture) => ({
    people: [{ username: 'alice', password: 'wonderland', name: 'Alice', picture }],
  });

  test.describe('that are there', () => {
    test.use(people('https://pictures.example/alice.svg'));

    test('come before the designer’s other sizes, and tell nobody of the page', { tag: FURTHER }, async ({ page, auto }) => {
      const referrers = [];
      await page.route('https://pictures.example/**', (route) => {
        referrers.push(route.request().headers().referer);
        return route.fulfill({
          contentType: 'image/svg+xml',
          body: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
        });
      });
      auto.page(
        '/',
        `<img data-logto-src="picture" src="/drawn.svg" srcset="/drawn-2.svg 2x" sizes="50px" alt="">
         <button data-logto="sign-out">out</button>`
      );
      await signIn(page, auto);
      const image = page.locator('img');

      await expect(image).toHaveAttribute('src', 'https://pictures.example/alice.svg');
      await expect(image).not.toHaveAttribute('srcset');
      await expect.poll(() => image.evaluate((each) => each.naturalWidth)).toBe(1);
      expect(referrers).toEqual([undefined]);

      // As drawn again, for whoever comes next.
      await page.evaluate(() => window.logtoClient.clearAllTokens());
      await expect(image).toHaveAttribute('src', '/drawn.svg');
      await expect(image).toHaveAttribute('srcset', '/drawn-2.svg 2x');
      await expect(image).toHaveAttribute('sizes', '50px');
    });
  });

  test.describe('that are gone', () => {
    test.use(people('https://pictures.example/gone.svg'));

    test('are not shown broken', { tag: FURTHER }, async ({ page, auto }) => {
      await page.route('https://pictures.example/**', (route) => route.fulfill({ status: 404 }));
      auto.page('/', '<img data-logto-src="picture" data-logto-default="/none.svg" src="/drawn.svg" alt="">');
      await signIn(page, auto);

      await expect(page.locator('img')).toHaveAttribute('src', `${auto.address}/none.svg`);
    });
  });
});

test.describe('forms', () => {
  const FORM = `
    <form data-logto-form>
      <input name="Name"><input name="email" type="email"><input name="Email-Verified" value="typed before">
      <input name="plan" data-logto-field="custom_data.plan"><input name="password" type="password" data-logto-field="name">
      <input name="username" type="checkbox"><textarea name="message"></textarea>
      <select name="colour" data-logto-field="custom_data.plan"><option></option><option>gold</option></select>
      <select name="other" data-logto-field="name"><option>none</option><option>Bob</option></select>
      <input type="submit" name="submit">
    </form>`;
  const values = (page) =>
    page.$$eval('form [name]', (all) => Object.fromEntries(all.map(({ name, value }) => [name, value])));

  test('are filled with what is known, where nobody has typed', async ({ page, auto }) => {
    auto.page('/', FORM);
    await signIn(page, auto);

    await expect(page.locator('[name=plan]')).toHaveValue('gold');
    expect(await values(page)).toEqual({
      Name: 'Alice Example',
      email: 'alice@example.test',
      'Email-Verified': 'typed before',
      plan: 'gold',
      password: '',
      username: 'on',
      message: '',
      colour: 'gold',
      other: 'none',
      submit: '',
    });
  });

  test('keep what visitors type, and nothing of who has signed out', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', FORM);
    await signIn(page, auto);
    await expect(page.locator('[name=plan]')).toHaveValue('gold');
    await page.locator('[name=email]').fill('other@example.test');
    await page.locator('[name=message]').fill('Hello');

    await page.evaluate(() => window.logtoClient.clearAllTokens());
    await ready(page, 'signed-out');

    expect(await values(page)).toMatchObject({
      Name: '',
      plan: '',
      colour: '',
      email: 'other@example.test',
      message: 'Hello',
      'Email-Verified': 'typed before',
    });
  });

  test('tell the site’s own scripts', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', '<form data-logto-form><input name="name"></form>', {
      head: `<script>
        window.heard = [];
        for (const name of ['input', 'change'])
          addEventListener(name, ({ type, target }) => window.heard.push([type, target.value]), true);
      </script>`,
    });
    await signIn(page, auto);

    expect(await page.evaluate(() => window.heard)).toEqual([
      ['input', 'Alice Example'],
      ['change', 'Alice Example'],
    ]);
  });

  test('whose fields have names of their own ask the provider for nothing', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', '<form data-logto-form><input name="name"><input name="subject"></form>');
    await signIn(page, auto);

    await expect(page.locator('[name=name]')).toHaveValue('Alice Example');
    expect(auto.provider.requests.filter(({ method, path }) => method === 'GET' && path === '/oidc/me')).toEqual([]);
  });
});

test('values of elements that are added later', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', '<main></main>');
  await signIn(page, auto);
  await page.evaluate(() => {
    document.querySelector('main').innerHTML =
      '<p data-logto-text="custom_data.plan"></p><form data-logto-form></form>';
    document.querySelector('form').innerHTML = '<input name="email">';
  });

  await expect(page.locator('p')).toHaveText('gold');
  await expect(page.locator('input')).toHaveValue('alice@example.test');
});

test('what the provider does not tell is an error that says so, and the default', async ({ page, auto }) => {
  auto.provider.fault('/oidc/me', () => ({ status: 503 }));
  auto.page('/', 'Home');
  auto.page('/plan', '<b data-logto-text="custom_data.plan" data-logto-default="none"></b>');
  await signIn(page, auto);
  await page.addInitScript(() => {
    globalThis.heard = [];
    document.addEventListener('logto:error', ({ detail }) =>
      globalThis.heard.push(`${detail.during}: ${detail.code}`)
    );
  });
  await page.goto(`${auto.address}/plan`);
  await expect.poll(() => page.evaluate(() => globalThis.heard.length)).toBe(1);

  // Visitors are none the wiser, and still signed in.
  await ready(page, 'signed-in');
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(page.locator('b')).toHaveText('none');
  expect(await page.evaluate(() => globalThis.heard)).toEqual(['user: http_error_503']);
});
