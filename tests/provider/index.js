/**
 * A local OpenID provider that behaves as Logto does: for the demo, where a person clicks through
 * it, and for tests, which may also make it misbehave. It listens on this machine only.
 */
import { dressAnswers, Tampering } from './answers.js';
import { serveAvatar } from './avatars.js';
import { Faults } from './faults.js';
import { SpentRefreshTokens } from './grants.js';
import { createInteractionPages } from './interaction.js';
import { createSigningKey } from './keys.js';
import { createOidcProvider } from './oidc.js';
import { createResourceServers, Organizations } from './organizations.js';
import { messagePage } from './pages/sign-in.js';
import { sendPage, serveLoopback } from './server.js';
import { createHuggingFaceConnector } from './social.js';
import { defaultUsers, Users } from './users.js';

export { startHuggingFace } from './hugging-face.js';
export { createSigningKey } from './keys.js';

const MOUNT_PATH = '/oidc';

const ONE_HOUR = 60 * 60;

/**
 * @typedef {object} App
 * @property {string} appId
 * @property {string} [name]
 * @property {string[]} redirectUris
 * @property {string[]} [postLogoutRedirectUris]
 * @property {string[]} [corsOrigins] besides those of the redirect URIs
 * @property {boolean} [alwaysIssueRefreshToken]
 */

/**
 * @param {object} options
 * @param {number} [options.port] 0 for any free port
 * @param {App[]} options.apps
 * @param {object[] | ((endpoint: string) => object[])} [options.users] `alice` if omitted; a function is told where
 *   the provider answers, for pictures that it serves
 * @param {boolean} [options.tellsAccounts] whether the sign-in page names the users and their passwords, as it does
 *   those it has if `users` is omitted
 * @param {Array<{ indicator: string, name?: string, scopes?: string[] }>} [options.resources]
 * @param {Array<{ id?: string, name: string, description?: string, members?: Record<string, string[]>, scopes?: string[] }>}
 *   [options.organizations] members are usernames with the roles they hold
 * @param {{ port: number, clientId: string, clientSecret: string, scope?: string }} [options.huggingFace]
 * @param {number | ((ctx: object) => number)} [options.accessTokenSeconds] a function (without `resources`) is asked for each token
 * @param {number} [options.idTokenSeconds]
 * @param {number} [options.refreshReuseSeconds] how long a spent refresh token is still accepted
 * @param {string} [options.signingAlgorithm] ES384 if omitted
 * @param {Record<string, string>} [options.routes] other paths than Logto's, by oidc-provider's names of them
 * @param {(line: string) => void} [options.log] hears of every request, never of its parameters
 */
export async function startProvider({
  port = 0,
  apps,
  users: givenUsers = defaultUsers,
  tellsAccounts = givenUsers === defaultUsers,
  resources = [],
  organizations: givenOrganizations = [],
  huggingFace: huggingFaceConfig,
  accessTokenSeconds = ONE_HOUR,
  idTokenSeconds = ONE_HOUR,
  refreshReuseSeconds = 3,
  signingAlgorithm,
  routes = {},
  log = () => {},
}) {
  // The port is part of the issuer, so the server listens before there is anything to answer.
  let answer;
  const server = await serveLoopback(port, (request, response) => answer(request, response));
  const { endpoint } = server;

  const issuer = `${endpoint}${MOUNT_PATH}`;
  const signingKey = createSigningKey(signingAlgorithm);
  const knownUsers = typeof givenUsers === 'function' ? givenUsers(endpoint) : givenUsers;
  const users = new Users(knownUsers);
  const organizations = new Organizations(givenOrganizations);
  const resourceServers = createResourceServers({
    resources, organizations, signingAlgorithm: signingKey.algorithm, accessTokenSeconds,
  });
  const spent = new SpentRefreshTokens(refreshReuseSeconds);
  const tampering = new Tampering();
  const faults = new Faults();
  /** @type {Array<{ method: string, path: string, at: number, origin?: string, grantType?: string, status?: number }>} */
  const requests = [];

  let provider;
  try {
    provider = createOidcProvider({
      issuer, apps, users, organizations, resourceServers, spent, signingKey, routes, accessTokenSeconds,
      idTokenSeconds,
    });
  } catch (error) {
    await server.close();
    throw error;
  }

  const answerPage = createInteractionPages({
    provider,
    apps: new Map(apps.map(({ appId, name }) => [appId, { name: name ?? appId }])),
    users,
    huggingFace: huggingFaceConfig && createHuggingFaceConnector({ endpoint, config: huggingFaceConfig }),
    hintUsers: tellsAccounts ? knownUsers : undefined,
  });

  const entries = new WeakMap();
  provider.use(dressAnswers({
    mountPath: MOUNT_PATH,
    tampering,
    onAnswered(ctx) {
      const grantType = ctx.oidc?.params?.grant_type;
      if (grantType) entries.get(ctx.req).grantType = grantType;
    },
  }));
  provider.on('server_error', (_ctx, error) => log(`server error: ${error.stack}`));
  const answerOidc = provider.callback();

  async function answerOther(request, response, url) {
    if (serveAvatar(url.pathname, response) || await answerPage(request, response, url)) return;
    sendPage(response, 404, messagePage({ title: 'Not found', message: 'There is no such page.' }));
  }

  answer = async (request, response) => {
    const url = new URL(request.url, endpoint);
    const entry = { method: request.method, path: url.pathname, at: Date.now(), origin: request.headers.origin };
    requests.push(entry);
    entries.set(request, entry);
    response.on('finish', () => {
      entry.status = response.statusCode;
      log(`${entry.method} ${entry.path} ${entry.status}`);
    });
    try {
      if (await faults.meet(request, response, url.pathname)) return;
      if (url.pathname.startsWith(`${MOUNT_PATH}/`)) {
        // oidc-provider makes its URLs from the host it was called by. The issuer has one name.
        request.headers.host = new URL(endpoint).host;
        // How it learns where it is mounted.
        request.originalUrl = request.url;
        request.url = request.url.slice(MOUNT_PATH.length);
        await answerOidc(request, response);
      } else {
        await answerOther(request, response, url);
      }
    } catch (error) {
      log(`failed to answer ${entry.method} ${entry.path}: ${error.stack}`);
      if (!response.headersSent) sendPage(response, 500, messagePage({ title: 'Something went wrong', message: 'The local provider failed to answer.' }));
      else response.end();
    }
  };

  return {
    endpoint,
    issuer,
    port: server.port,
    /** Every request so far, preflights included. */
    requests,
    clearRequests() {
      requests.length = 0;
    },
    /**
     * Alters the answers of an endpoint from now on.
     * @param {string} path such as `/oidc/token`
     * @param {import('./answers.js').Tamper} alter may return nothing, to leave an answer alone
     * @returns {() => void} undoes it
     */
    tamper: (path, alter) => tampering.add(path, alter),
    /**
     * Lets requests to an endpoint go wrong from now on, before they are handled.
     * @param {string} path such as `/oidc/token`; `*` for all that the provider serves
     * @param {(request: import('node:http').IncomingMessage) => import('./faults.js').Fault | undefined} choose is asked for each request
     * @returns {() => void} undoes it
     */
    fault: (path, choose) => faults.add(path, choose),
    /** The provider's signing key: signs whatever a test needs. */
    keys: signingKey,
    /** Changes what is told of a user from now on. */
    updateUser: (username, changes) => users.update(username, changes),
    /** As if every refresh token that was spent had been spent long ago. */
    endRefreshReuseWindow: () => spent.endWindow(),
    close: () => server.close(),
  };
}
