// What the layer for sites without code is for, in any engine: real clicks, real keys, the real provider.
import { FURTHER } from '../../support/volume.js';
import { tokenRequests } from '../../support/world.js';
import { finished, holdScript, SEEN, seenOf, serveSlowly, SLOW, STYLE } from '../flash.js';
import { expect } from '../test.js';
import { MARKUP } from './test.js';
import { ENTER, SPACE } from './visitor.js';

/** Notes what the page hears. */
const EVENTS = `<script>
  window.events = [];
  for (const name of ['ready', 'change', 'error']) {
    document.addEventListener('logto:' + name, ({ detail }) =>
      window.events.push([name, detail.state ?? detail.code])
    );
  }
</script>`;

const BODY = `
  <button data-logto="sign-in" data-logto-show="signed-out">Sign in</button>
  <div data-logto="sign-out" data-logto-return-to="/bye" data-logto-show="signed-in">Sign out</div>
  <p data-logto-show="role:reader, role:keeper">Readers</p>
  <p data-logto-show="role:keeper">Keepers</p>
  <p id="name" data-logto-text="name" data-logto-default="Guest">Drawn</p>
  <img data-logto-src="picture" src="data:," alt="">
  <p data-logto-error></p>`;

const OF_NOBODY = ['Sign in', 'Guest'];

const SHELF = '/shelf?of=alice#books';

const eventsOf = (visitor) => visitor.evaluate(() => window.events);

const pictureOf = (visitor) =>
  visitor.evaluate(() => document.querySelector('img').getAttribute('src'));

const signIn = async (visitor, user) => {
  await visitor.click('[data-logto=sign-in]');
  await visitor.enterPassword(user);
};

/** The page that is left knows at once that nobody is signed in: another one tells that signing out is over. */
const isGone = (visitor) => visitor.isAt('/bye', 'signed-out', { text: OF_NOBODY });

const signOut = async (visitor, key) => {
  await visitor.tabTo('[data-logto=sign-out]');
  await visitor.press(key);
  await isGone(visitor);
};

/** Somebody signs in, reads, and signs out by the keyboard. */
const comesAndGoes = (test) =>
  test('signs in on a page, comes back to it, and signs out', async ({ visitor, auto }) => {
    const picture = `${auto.provider.endpoint}/avatars/alice.svg`;
    auto.provider.updateUser('alice', { picture });
    auto.page('/', 'Home');
    auto.page('/bye', BODY);
    auto.page('/shelf', BODY, { head: EVENTS });
    await visitor.open(SHELF);
    await visitor.isAt(SHELF, 'signed-out', { text: OF_NOBODY });
    expect(await eventsOf(visitor)).toEqual([['ready', 'signed-out']]);
    expect(await pictureOf(visitor)).toBe('data:,');

    await signIn(visitor);
    await visitor.isAt(SHELF, 'signed-in', { text: ['Sign out', 'Readers', 'Alice Example'] });
    await expect.poll(() => eventsOf(visitor)).toEqual([['ready', 'signed-in']]);
    expect(await pictureOf(visitor)).toBe(picture);
    expect(tokenRequests(auto)).toEqual(['authorization_code']);

    await signOut(visitor, ENTER);
    expect(await visitor.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  });

/** What somebody says of themselves is no part of the page. */
const isUpToSomething = (test) =>
  test('what somebody is called is text, and what they look like is on the web', async ({ visitor, auto }) => {
    auto.page('/', BODY);
    auto.page('/bye', BODY);
    await visitor.open('/');
    await visitor.isAt('/', 'signed-out');
    await signIn(visitor, 'mallory');
    await visitor.isAt('/', 'signed-in', { text: ['Sign out', MARKUP] });

    expect(await pictureOf(visitor)).toBe('data:,');
    expect(await visitor.evaluate(() => document.getElementById('name').childElementCount)).toBe(0);
    expect(await visitor.evaluate(() => window.hacked ?? 'not hacked')).toBe('not hacked');
    await signOut(visitor, SPACE);
  });

/** Sites bring elements when they please. */
const comesLater = (test) =>
  test('what is added later works', async ({ visitor, auto }) => {
    auto.page('/', '<main></main>');
    await visitor.open('/');
    await visitor.isAt('/', 'signed-out');
    await visitor.evaluate(() => {
      document.querySelector('main').innerHTML =
        '<p data-logto-show="signed-in">No</p><section><span id="late" data-logto="sign-up">Join</span></section>';
    });
    await visitor.sees({ text: ['Join'] });

    await visitor.click('#late');
    await visitor.isAtProvider('/register');
  });

/** A page that is not for everybody, nor is any of it, however slow the script is. */
const isForMembers = (test) =>
  test('a page for members sends to sign in, and is come back to', async ({ visitor, auto }) => {
    auto.page('/', 'Home');
    auto.page('/members', '<h1 id="members">Members</h1>', {
      attributes: { blocking: undefined },
      bodyTag: '<body data-logto-require="signed-in">',
      head: STYLE,
    });
    const release = holdScript(auto);
    await visitor.open('/members?from=home#top');
    await expect.poll(() => seenOf(visitor.page)).toMatchObject({ path: '/members', isParsed: true });
    expect(await visitor.look()).toMatchObject({ path: '/members', text: [] });
    release();
    await visitor.enterPassword();

    await visitor.isAt('/members?from=home#top', 'signed-in', { text: ['Members'] });
  });

/** The provider has nothing but an error to answer. */
const isCancelled = (test) =>
  test('a sign-in that was cancelled is told in French', async ({ visitor, auto }) => {
    auto.page('/', BODY, { lang: 'fr', head: EVENTS });
    await visitor.open('/');
    await visitor.isAt('/', 'signed-out');
    await visitor.click('[data-logto=sign-in]');
    await visitor.isAtProvider('/sign-in');

    // Back at the site, its storage tells which sign-in is under way.
    auto.plainPage('/plain', 'Plain');
    await visitor.open('/plain');
    await visitor.sees({ path: '/plain', text: ['Plain'] });
    const { state } = await visitor.evaluate(
      (appId) => JSON.parse(sessionStorage.getItem(`logto:${appId}:signInSession`)),
      auto.appId
    );
    await visitor.open(`/?${new URLSearchParams({ error: 'access_denied', state, iss: auto.provider.issuer })}`);

    await visitor.isAt('/', 'error', { text: [...OF_NOBODY, 'La connexion a été annulée.'] });
    expect(await eventsOf(visitor)).toContainEqual(['error', 'callback_uri_verification.error_found']);
  });

/** One profile, two tabs. */
const hasTwoTabs = (test) =>
  test('signing out in one tab is seen in the other', async ({ visitor, newVisitor, auto }) => {
    auto.page('/', BODY, { head: EVENTS });
    auto.page('/bye', BODY);
    await visitor.open('/');
    await visitor.isAt('/', 'signed-out');
    await signIn(visitor);
    await visitor.isAt('/', 'signed-in');
    const other = await newVisitor();
    await other.open('/');
    await other.isAt('/', 'signed-in');

    await other.click('[data-logto=sign-out]');
    await visitor.isAt('/', 'signed-out', { text: OF_NOBODY });
    await expect.poll(() => eventsOf(visitor)).toContainEqual(['change', 'signed-out']);
    await isGone(other);
  });

/** Frames that were painted while the page waited. */
const SOME = 3;

/** The style of the documentation, for engines that do not wait for the script to be there. */
const showsNothingTooSoon = (test) => {
  for (const slow of SLOW) {
    test(`nobody sees what is for others: a slow ${slow}`, async ({ visitor, auto }) => {
      auto.page('/', BODY);

      for (const state of ['signed-out', 'signed-in']) {
        if (state === 'signed-in') {
          await visitor.open('/');
          await visitor.isAt('/', 'signed-out');
          await signIn(visitor);
          await visitor.isAt('/', 'signed-in');
        }

        const { page } = visitor;
        const isPainted = (path) =>
          expect
            .poll(async () => {
              const { frames, ...seen } = await seenOf(page);
              return { ...seen, isPainted: seen.paintedAt > 0, isSome: frames?.length > SOME };
            })
            .toMatchObject({ path, isParsed: true, isPainted: true, isSome: true });
        const release = serveSlowly(auto, slow, {
          '/bare': {},
          '/style': { hasStyle: true },
          '/both': { hasStyle: true, isBlocking: true },
        });

        await visitor.open('/bare');
        await isPainted('/bare');
        expect((await seenOf(page)).frames.at(-1), 'what would be seen otherwise').toContain('in out members');

        await visitor.open('/style');
        await isPainted('/style');
        expect(new Set((await seenOf(page)).frames)).toEqual(new Set(['']));
        await visitor.open('/both');
        await expect.poll(() => seenOf(page)).toMatchObject({ path: '/both', isParsed: true });
        release();

        const { frames } = await finished(page, '/both', state);
        expect(new Set(frames.filter(Boolean))).toEqual(new Set([SEEN[state]]));
      }
    });
  }
};

/** All of it, as tests of a browser. The first journey is what the layer is for. */
export const journeys = (test) => {
  comesAndGoes(test);

  // A group without a title: it has nothing but the tag.
  test.describe('', { tag: FURTHER }, () => {
    for (const journey of [
      isUpToSomething,
      comesLater,
      isForMembers,
      isCancelled,
      hasTwoTabs,
      showsNothingTooSoon,
    ]) {
      journey(test);
    }
  });
};
