/**
 * The Hugging Face connector: this provider as a client of Hugging Face.
 */
import { randomBytes } from 'node:crypto';

const TEN_SECONDS = 10_000;

/**
 * @param {object} options
 * @param {string} options.endpoint of this provider
 * @param {{ port: number, clientId: string, clientSecret: string, scope?: string }} options.config
 */
export function createHuggingFaceConnector({ endpoint, config }) {
  const { port, clientId, clientSecret, scope = 'profile' } = config;
  const huggingFace = `http://localhost:${port}`;
  const redirectUri = `${endpoint}/callback/huggingface`;
  /** Which interaction each state was made for. One browser's answer is no use in another. */
  const interactions = new Map();

  async function requestJson(path, init) {
    const response = await fetch(`${huggingFace}${path}`, { signal: AbortSignal.timeout(TEN_SECONDS), ...init });
    if (!response.ok) throw new Error(`Hugging Face answered ${response.status} at ${path}`);
    return response.json();
  }

  async function profileFor(code) {
    const { access_token: accessToken } = await requestJson('/oauth/token', {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: clientId }),
    });
    const claims = await requestJson('/oauth/userinfo', { headers: { authorization: `Bearer ${accessToken}` } });
    if (!claims.sub) throw new Error('Hugging Face named no user');
    return {
      id: claims.sub,
      name: claims.name,
      username: claims.preferred_username,
      avatar: claims.picture,
      email: claims.email_verified ? claims.email : undefined,
      rawData: claims,
    };
  }

  return {
    authorizationUrl(interactionId) {
      const state = randomBytes(16).toString('base64url');
      interactions.set(state, interactionId);
      const query = new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope, state });
      return `${huggingFace}/oauth/authorize?${query}`;
    },

    /** @returns {Promise<{ profile: object } | { notice: 'social_cancelled' | 'social_failed' }>} */
    async complete(interactionId, parameters) {
      const state = parameters.get('state');
      const madeFor = interactions.get(state);
      interactions.delete(state);
      if (madeFor !== interactionId) return { notice: 'social_failed' };
      if (parameters.get('error') === 'access_denied') return { notice: 'social_cancelled' };
      const code = parameters.get('code');
      if (!code) return { notice: 'social_failed' };
      try {
        return { profile: await profileFor(code) };
      } catch {
        return { notice: 'social_failed' };
      }
    },
  };
}
