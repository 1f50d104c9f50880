// Whoever the start page names can sign in at each site, and is who it says.

import assert from 'node:assert/strict';
import test from 'node:test';

import {
  authorizationUrl,
  decode,
  formOf,
  post,
  signIn,
  userinfo,
  Visitor,
} from '../../tests/provider/support/visitor.js';
import { listenOnLoopback } from './loopback.js';
import { accounts, organizations, users } from './people.js';
import { startProviders } from './providers.js';
import { SITES, ownSite, registrationOf } from './sites.js';

/** Nothing listens there: where the provider sends people is only looked at. */
const sites = [...SITES, ownSite('pages')].map((site, index) => ({ ...site, address: `http://localhost:${4173 + index}` }));

const SCOPE =
  'openid profile email roles custom_data urn:logto:scope:organizations urn:logto:scope:organization_roles';

const startBoth = async (t) => {
  // Each is told the other's port before it starts: so two that are free.
  const held = [await listenOnLoopback(() => {}, 0), await listenOnLoopback(() => {}, 0)];
  await Promise.all(held.map(({ close }) => close()));
  const [providerPort, huggingFacePort] = held.map(({ port }) => port);

  return startProviders({
    sites,
    providerPort,
    huggingFacePort,
    start: async (flag, open) => {
      const opened = await open();
      t.after(() => opened.close());

      return opened;
    },
  });
};

const requestOf = (site, redirectUri = registrationOf(site).redirectUris[0]) => ({
  appId: site.app.appId,
  redirect_uri: redirectUri,
  scope: SCOPE,
});

/** What the provider tells the site of the visitor whom it has sent back. */
const claimsOf = async (provider, site, { callback, verifier }) => {
  const { redirectUris, corsOrigin } = registrationOf(site);
  const redirectUri = callback.origin + callback.pathname;
  assert.ok(redirectUris.includes(redirectUri), redirectUri);

  // As a page of the site: the provider answers those of no other.
  const { status, headers, body } = await post(
    `${provider.issuer}/token`,
    {
      grant_type: 'authorization_code',
      client_id: site.app.appId,
      redirect_uri: redirectUri,
      code: callback.searchParams.get('code'),
      code_verifier: verifier,
    },
    { origin: corsOrigin }
  );
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(headers.get('access-control-allow-origin'), corsOrigin);

  const info = await userinfo(provider, body.access_token, { origin: corsOrigin });

  return { idToken: decode(body.id_token).payload, info: await info.json() };
};

for (const site of sites) {
  test(`everybody with a password signs in at the ${site.name}, and is who the page says`, async (t) => {
    const { provider } = await startBoth(t);

    for (const { username, password, roles, customData } of users(provider.endpoint)) {
      const signedIn = await signIn(provider, { ...requestOf(site), username, password });
      const { idToken, info } = await claimsOf(provider, site, signedIn);

      assert.equal(idToken.username, username);
      assert.deepEqual(idToken.roles, roles);
      assert.deepEqual(info.custom_data, customData);
      assert.deepEqual(
        idToken.organization_roles,
        organizations.map(({ id, members }) => `${id}:${members[username].join()}`)
      );
      assert.equal((await fetch(idToken.picture)).status, 200);
    }
  });

  test(`who signs out at the ${site.name} comes back there`, async (t) => {
    const { provider } = await startBoth(t);
    const { postSignOutRedirectUris } = registrationOf(site);
    const answered = async (uri) => {
      const query = new URLSearchParams({ client_id: site.app.appId, post_logout_redirect_uri: uri });
      const { status } = await new Visitor().request(`${provider.issuer}/session/end?${query}`);

      return status;
    };

    for (const uri of postSignOutRedirectUris) {
      assert.equal(await answered(uri), 200);
      assert.equal(await answered(`${uri}/elsewhere`), 400);
    }
  });
}

test('a site of one’s own signs in by attributes and by code', async (t) => {
  const { provider } = await startBoth(t);
  const own = sites.at(-1);
  const { username, password } = accounts[0];

  assert.deepEqual(registrationOf(own).redirectUris, [`${own.address}/`, `${own.address}/callback`]);
  for (const redirectUri of registrationOf(own).redirectUris) {
    const request = { ...requestOf(own, redirectUri), username, password };
    const { idToken } = await claimsOf(provider, own, await signIn(provider, request));

    assert.equal(idToken.username, username);
  }
});

test('the account at Hugging Face is one there, and new to the provider', async (t) => {
  const { provider, huggingFace } = await startBoth(t);
  const [, noCode] = sites;
  const { username, password } = accounts.find(({ at }) => at === 'Hugging Face');
  const on = (url) => url.startsWith(provider.endpoint) || url.startsWith(huggingFace.endpoint);
  const visitor = new Visitor();
  const submit = async ({ response, url }, form) => {
    const { action, fields } = formOf(await response.text());

    return visitor.visit(new URL(action, url).href, {
      on,
      method: 'POST',
      form: { ...fields, ...form },
    });
  };

  const request = authorizationUrl(provider, {
    ...requestOf(noCode),
    direct_sign_in: 'social:huggingface',
  });
  const login = await visitor.visit(request.url, { on });
  const consent = await submit(login, { username, password });
  const { url } = await submit(consent, { decision: 'authorize' });
  const { idToken } = await claimsOf(provider, noCode, {
    callback: new URL(url),
    verifier: request.verifier,
  });

  assert.equal(idToken.username, username);
  assert.deepEqual(idToken.roles, []);
  assert.deepEqual(idToken.organizations, []);
});
