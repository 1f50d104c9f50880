// What answers at the endpoint: a Logto, something else, or nobody.
import { ask, parse, wasRefused } from './network.js';

const PATH = '/oidc/.well-known/openid-configuration';

const bare = (endpoint) => endpoint.replace(/\/+$/, '');

/** What is in front of the parts that people copy along with it. */
const BEFORE = /^(.*?)\/(?:oidc|\.well-known|console|sign-in|api)(?:[/?#].*)?$/;

const CLOUD = 'https://cloud.logto.io';

/** Is it the address of the Console rather than the one that it shows? */
const isConsole = (endpoint) => {
  const { origin, port, pathname } = new URL(endpoint);

  return origin === CLOUD || port === '3002' || pathname.startsWith('/console');
};

/** What may have been meant. */
const meant = (endpoint) => {
  const { origin, pathname } = new URL(endpoint);
  // The first part of the Cloud Console's path is the tenant.
  const [, tenant] = /^\/([a-z0-9]{4,})(?:\/|$)/.exec(pathname) ?? [];
  const all = [
    BEFORE.exec(origin + pathname)?.[1],
    origin,
    origin === CLOUD && tenant && `https://${tenant}.logto.app`,
  ];

  return [...new Set(all)].filter((each) => each && each !== bare(endpoint));
};

/** The metadata that an endpoint answers, if it does. */
const metadataAt = async (endpoint) => {
  const { response, text } = await ask(bare(endpoint) + PATH);
  const body = response?.ok ? parse(text) : undefined;

  return ['issuer', 'authorization_endpoint', 'token_endpoint'].every((name) => body?.[name])
    ? body
    : undefined;
};

const isOf = (metadata, endpoint) => metadata.issuer === `${bare(endpoint)}/oidc`;

/** The first of the addresses that may have been meant at which there is a Logto. */
const betterThan = async (endpoint) => {
  const tried = await Promise.all(
    meant(endpoint).map(async (each) => {
      const metadata = await metadataAt(each);

      return metadata && isOf(metadata, each) ? each : undefined;
    })
  );

  return tried.find(Boolean);
};

/** Why a request has failed. */
const whyNone = async (url, isLate) => {
  if (navigator.onLine === false) {
    return 'offline';
  }
  if (await wasRefused('connect-src', url)) {
    return 'policy';
  }
  if (isLate) {
    return 'late';
  }

  // An answer that only this page may not read is one all the same.
  return (await ask(url, { mode: 'no-cors' })).response ? 'closed' : 'unreachable';
};

/**
 * Looks at an endpoint.
 *
 * @returns `{ state, metadata?, instead? }`: `state` is `ok` with the metadata, or why there are none: `offline`,
 *   `policy`, `late`, `unreachable`, `closed` (it answers others), `console`, `other` (no Logto), `issuer` (it has
 *   another name). `instead` is the endpoint to put in its place, where that is known.
 */
export const lookUp = async (endpoint) => {
  const url = bare(endpoint) + PATH;
  const { response, text, isLate } = await ask(url);
  const metadata = response?.ok ? parse(text) : undefined;

  if (metadata?.authorization_endpoint && metadata.token_endpoint) {
    const { issuer } = metadata;

    return isOf(metadata, endpoint)
      ? { state: 'ok', metadata }
      : { state: 'issuer', issuer, instead: /\/oidc$/.test(issuer) ? issuer.slice(0, -5) : undefined };
  }

  const [state, instead] = await Promise.all([
    response ? 'other' : whyNone(url, isLate),
    betterThan(endpoint),
  ]);

  return {
    state: isConsole(endpoint) && state !== 'offline' ? 'console' : state,
    status: response?.status,
    instead,
  };
};
