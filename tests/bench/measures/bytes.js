import { watchRequests } from '../browser.js';
import { inOneFile } from '../bundle.js';
import { downloadsOf, SIZES, sumOf } from '../downloads.js';
import { libraries, named, OURS, resolveDirOf, THEIRS } from '../libraries.js';
import { handleCallback, inNewContext, leaveForProvider, openHome, signIn } from '../visits.js';

const ENCODINGS = [
  ['raw', 'as they are'],
  ['gzip', 'gzip -9'],
  ['brotli', 'brotli 11'],
];

/** Throws when a page asks for a file that the site does not have: the sums would be too small. */
const bodyOf = (site, url) => {
  const body = site.body(url);

  if (!body) throw new Error(`a page asked for ${url}, which is not on the site`);
  return body;
};

/** Opens the first page; answers when it knew who is signed in, by the page's clock. */
const waitForAnswer = async (page, world, library) => {
  await openHome(page, world, library);

  return page.evaluate(async () => performance.timeOrigin + (await globalThis.answered));
};

/** What was asked for before a time, by the page's clock. */
const bodiesBefore = (time, requests, site) =>
  downloadsOf(requests.all(), { site: site.address, before: time }).map((url) => bodyOf(site, url));

/** The files of a visit: before the first answer, and by the end of the sign-in. */
const visit = (browser, world, library) =>
  inNewContext(browser, async ({ page, session }) => {
    const requests = await watchRequests(session);
    const answeredAt = await waitForAnswer(page, world, library);

    await leaveForProvider(page, world, library);
    const { at: handledAt } = await handleCallback(page, world, library);

    return {
      answer: bodiesBefore(answeredAt, requests, world.site),
      signIn: bodiesBefore(handledAt, requests, world.site),
    };
  });

/** The files that a page with a signed-in visitor asks for before its first answer. */
const visitSignedIn = (browser, world, library) =>
  inNewContext(browser, async ({ page, session }) => {
    await signIn(page, world, library);

    const requests = await watchRequests(session);

    return bodiesBefore(await waitForAnswer(page, world, library), requests, world.site);
  });

const EXAMPLE = {
  endpoint: 'https://id.example',
  appId: 'app',
  callback: 'https://www.example/callback',
  home: 'https://www.example/',
};

/** A site's script that uses a library as its documentation shows. */
const useLibrary = ({ name, use }) => `
${use({ ...EXAMPLE, script: name })}
globalThis.use = use;`;

/** A site's script that uses two constants, and nothing else of the library. */
const useConstants = ({ name }) => `
import { Prompt, UserScope } from '${name}';
globalThis.constants = [Prompt.Consent, UserScope.Email];`;

/** The bytes of each library's part in a site's script. */
const built = async (compared, contentsOf) =>
  new Map(
    await Promise.all(
      compared.map(async (library) => [
        library.name,
        [SIZES.brotli(await inOneFile(contentsOf(library), resolveDirOf(library)))],
      ])
    )
  );

/** The same figure of each library. */
const valuesOf = (visits, value) => new Map([...visits].map(([name, seen]) => [name, [value(seen)]]));

export const bytes = {
  how: `The files that the pages ask for, as Chromium's DevTools protocol reports the requests; the pages themselves apart.
Each file counts once, because the HTTP cache has it after that, and as the site sends it.
"Before the first answer" ends with the answer of the first \`isAuthenticated()\`. "By the end of a sign-in" counts everything
from the first page, the click on "Sign in" and the callback page, until \`handleSignInCallback()\` has resolved.
logto-wasm is served as it is published; the others are bundled by esbuild, minified, as an ES module with all their exports.

The last two rows are the site's own script, built by esbuild with its defaults: in one file, without splitting. "The whole
library" is a script that uses the library as the pages of this benchmark do, "two constants" one that uses
\`UserScope\` and \`Prompt\` alone, which the other libraries do not have.`,

  async run({ browser, world, log }) {
    const visits = new Map();

    for (const library of libraries) {
      log(library.name);
      visits.set(library.name, {
        ...(await visit(browser, world, library)),
        signedIn: library.lastsInNewTab ? await visitSignedIn(browser, world, library) : undefined,
      });
    }

    const row = (key, label, values) => ({ key, label, unit: 'bytes', values });
    const sums = (key, label) =>
      ENCODINGS.map(([encoding, encoded]) =>
        row(
          `${key}-${encoding}`,
          `${label}, ${encoded}`,
          valuesOf(visits, (seen) => sumOf(seen[key], SIZES[encoding]))
        )
      );
    const signedIn = new Map([...visits].filter(([, seen]) => seen.signedIn));

    return [
      ...sums('answer', 'before the first answer'),
      row(
        'signedIn-brotli',
        'before the first answer to a signed-in visitor, brotli 11',
        valuesOf(signedIn, (seen) => sumOf(seen.signedIn, SIZES.brotli))
      ),
      row(
        'later-brotli',
        'after the first answer, brotli 11',
        valuesOf(visits, (seen) => sumOf(seen.signIn, SIZES.brotli) - sumOf(seen.answer, SIZES.brotli))
      ),
      ...sums('signIn', 'by the end of a sign-in'),
      {
        key: 'files',
        label: 'files by the end of a sign-in',
        unit: 'count',
        values: valuesOf(visits, (seen) => seen.signIn.length),
      },
      row('bundle-brotli', 'built in one file: the whole library, brotli 11', await built(libraries, useLibrary)),
      row(
        'constants-brotli',
        'built in one file: two constants, brotli 11',
        await built(named(OURS, THEIRS), useConstants)
      ),
    ];
  },
};
