/**
 * What is done to every answer of the OpenID endpoints on its way out: Logto's shape of errors
 * and its headers, then whatever a test wants to be wrong.
 */
import { createHash } from 'node:crypto';
import { toLogtoError } from './errors.js';

const isObject = (body) => body !== null && typeof body === 'object' && !Buffer.isBuffer(body);

function etagOf(body) {
  const text = JSON.stringify(body);
  const hash = createHash('sha1').update(text).digest('base64').replace(/=+$/u, '');
  return `"${Buffer.byteLength(text).toString(16)}-${hash}"`;
}

function setHeaders(ctx, path) {
  ctx.vary('Accept-Encoding');
  ctx.set('Cross-Origin-Resource-Policy', 'same-origin');
  if (path.endsWith('/jwks')) ctx.set('Cache-Control', 'no-cache, max-age=0, must-revalidate');
  // Logto computes it before an error gets its code and message.
  if (ctx.method === 'GET' && isObject(ctx.body)) ctx.set('ETag', etagOf(ctx.body));
}

/**
 * Answers that tests have asked to be altered.
 * @typedef {(status: number, body: object, request: { method: string, path: string, parameters: object }) =>
 *   { status?: number, body?: unknown, headers?: Record<string, string>, drop?: boolean } | undefined} Tamper
 */
export class Tampering {
  /** @type {Set<{ path: string, alter: Tamper }>} */
  #rules = new Set();

  add(path, alter) {
    const rule = { path, alter };
    this.#rules.add(rule);
    return () => {
      this.#rules.delete(rule);
    };
  }

  async apply(ctx, path) {
    for (const rule of this.#rules) {
      if (rule.path !== path || ctx.method === 'OPTIONS') continue;
      const request = { method: ctx.method, path, parameters: ctx.oidc?.params?.toPlainObject?.() ?? {} };
      const altered = await rule.alter(ctx.status, ctx.body, request);
      if (!altered) continue;
      if (altered.drop) {
        // The work is done, but the client never hears of it.
        ctx.respond = false;
        ctx.req.socket.destroy();
        return;
      }
      ctx.remove('ETag');
      if ('body' in altered) ctx.body = altered.body;
      if (altered.status) ctx.status = altered.status;
      if (altered.headers) ctx.set(altered.headers);
    }
  }
}

/**
 * The middleware. `onAnswered` hears of each answer.
 */
export function dressAnswers({ mountPath, tampering, onAnswered }) {
  return async function dressAnswer(ctx, next) {
    const path = `${mountPath}${ctx.path}`;
    await next();
    setHeaders(ctx, path);
    if (isObject(ctx.body) && typeof ctx.body.error === 'string') {
      const { status } = ctx;
      ctx.body = toLogtoError(ctx.body);
      ctx.status = status;
    }
    await tampering.apply(ctx, path);
    onAnswered(ctx, path);
  };
}
