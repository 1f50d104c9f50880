/**
 * What a real Logto server answered, and how to hold an answer of this provider against it.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { startProvider } from '../index.js';

/** The identifiers that the recordings were made with, so that answers can be compared as they are. */
export const APP_ID = '5svghfpgp2rzc0yaqc5u9';
export const ALWAYS_APP_ID = 'always-issues-refresh';
export const ORGANIZATION_ID = '1u7h9f2y3t9m';
export const RESOURCE = 'https://api.example.test';
export const ALL_SCOPES = 'openid offline_access profile email custom_data identities roles '
  + 'urn:logto:scope:organizations urn:logto:scope:organization_roles';
export const EVERYTHING = {
  appId: APP_ID,
  scope: `${ALL_SCOPES} read:books read:shelf`,
  resource: [RESOURCE, 'urn:logto:resource:organizations'],
};

const RECORDED_ENDPOINT = 'localhost:3001';

export function observed(name, { endpoint }) {
  const host = new URL(endpoint).host;
  const text = readFileSync(new URL(`../../fixtures/logto-observed/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text
    .replaceAll(RECORDED_ENDPOINT, host)
    .replaceAll(encodeURIComponent(RECORDED_ENDPOINT), encodeURIComponent(host)));
}

/** The provider as the recorded server was set up. */
export function startAsObserved(options) {
  const app = {
    redirectUris: ['http://localhost:4173/callback'],
    postLogoutRedirectUris: ['http://localhost:4173/'],
    corsOrigins: ['http://localhost:4173'],
  };
  return startProvider({
    apps: [
      { ...app, appId: APP_ID, name: 'Bookstore' },
      { ...app, appId: ALWAYS_APP_ID, name: 'Always', alwaysIssueRefreshToken: true },
    ],
    users: [{
      username: 'alice', password: 'wonderland', name: 'Alice Example', email: 'alice@example.test',
      customData: { favouriteColour: 'teal' }, roles: ['reader'],
    }],
    resources: [{ indicator: RESOURCE, name: 'Books', scopes: ['read:books'] }],
    organizations: [{
      id: ORGANIZATION_ID, name: 'Acme Library', description: 'test org', members: { alice: ['librarian'] }, scopes: ['read:shelf'],
    }],
    ...options,
  });
}

const MASK = /^<string len (?<length>\d+) (?<kind>opaque|jwt)>$/u;

function assertMasked(actual, { length, kind }, label) {
  assert.equal(typeof actual, 'string', label);
  if (kind === 'opaque') assert.equal(actual.length, Number(length), `length of ${label}`);
  else assert.equal(actual.split('.').length, 3, `${label} is a JWT`);
}

export function assertBody(actual, expected) {
  if (typeof expected !== 'object') return assert.equal(actual, expected);
  assert.deepEqual(Object.keys(actual), Object.keys(expected), 'members of the body');
  for (const [name, value] of Object.entries(expected)) {
    const mask = typeof value === 'string' && MASK.exec(value);
    if (mask) assertMasked(actual[name], mask.groups, name);
    else assert.deepEqual(actual[name], value, name);
  }
  return undefined;
}

const listOf = (value) => (value ?? '').split(/,\s*/u).sort();

/** Headers that were recorded are the same here, and those of CORS are there only if they were then. */
export function assertHeaders(actual, expected) {
  for (const [name, value] of Object.entries(expected)) {
    if (name === 'vary') assert.deepEqual(listOf(actual.get(name)), listOf(value), name);
    // A hash of a body that names the endpoint or the time.
    else if (name === 'etag') assert.match(actual.get(name) ?? '', /^"[\da-f]+-[\w+/]{27}"$/u);
    else assert.equal(actual.get(name), value, name);
  }
  for (const [name] of actual) {
    if (name.startsWith('access-control-')) assert.ok(name in expected, `${name} was not recorded`);
  }
}

/** @param {{ status: number, headers: Headers, body: unknown }} actual */
export function assertAnswer(actual, expected) {
  assert.equal(actual.status, expected.status, `status, with ${JSON.stringify(actual.body)}`);
  if (expected.headers) assertHeaders(actual.headers, expected.headers);
  if (expected.body !== undefined && expected.body !== '<ok>') assertBody(actual.body, expected.body);
}

export async function read(response) {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
