import { clientOn } from './client.js';

/** Signs in on the provider's page. */
export const enterPassword = async (page, username = 'alice', password = 'wonderland') => {
  await page.locator('input[name=identifier]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[name=sign-in]').click();
};

/** Signs in on Hugging Face's page. */
export const enterHuggingFacePassword = async (page) => {
  await page.locator('input[name=username]').fill('ada');
  await page.locator('input[name=password]').fill('lovelace');
  await page.locator('button[name=sign-in]').click();
};

export const authorizeAtHuggingFace = (page) =>
  page.locator('button[name=decision][value=authorize]').click();

/** A client of the bench's app. */
export const benchClient = (page, world, config, file) =>
  clientOn(page, { endpoint: world.provider.endpoint, appId: world.bench.appId, ...config }, file);

/** Signs in at the bench as far as the callback, which nobody has handled yet. */
export const goToCallback = async (page, world, { config, file, options } = {}) => {
  const client = benchClient(page, world, config, file);

  await page.goto(world.bench.address);
  await client.leave('signIn', { redirectUri: world.bench.callback, ...options });
  await enterPassword(page);
  await page.waitForURL((url) => url.href.startsWith(`${world.bench.callback}?`));

  return client;
};

/** Signs in at the bench. */
export const signIn = async (page, world, settings) => {
  const client = await goToCallback(page, world, settings);
  await client.call('handleSignInCallback', page.url());

  return client;
};

/** Begins a sign-in at the bench; answers the parameters of the authorization request. */
export const authorizationRequest = async (page, world, options, { config, file } = {}) => {
  await page.goto(world.bench.address);
  const here = page.url();
  const [request] = await Promise.all([
    page.waitForRequest((each) => each.url().startsWith(`${world.provider.issuer}/auth?`)),
    // Wherever it leads: what the test does next must not meet a page that is being left.
    page.waitForURL((url) => url.href !== here),
    benchClient(page, world, config, file).leave('signIn', {
      redirectUri: world.bench.callback,
      ...options,
    }),
  ]);

  return new URL(request.url()).searchParams;
};

/** The addresses of the pages that the visitor gets to see from now on; redirects show nothing. */
export const followPages = (page) => {
  const pages = [];
  const placeOf = ({ origin, pathname } = {}) => `${origin}${pathname}`;
  page.on('framenavigated', (frame) => {
    const url = new URL(frame.url());
    // The same page with less in its address bar is not another one.
    if (frame === page.mainFrame() && placeOf(url) !== placeOf(pages.at(-1))) pages.push(url);
  });

  return pages;
};
