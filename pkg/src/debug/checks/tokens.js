// How long the session lasts, and by what.
import { parse } from '../network.js';

const minutesOf = (seconds) => Math.round(seconds / 60);

const left = (exp) => minutesOf(Math.max(0, exp - Date.now() / 1000));

export const checkTokens = async (around) => {
  const { client, visitor } = around.layer;

  if (!client) {
    return [{ status: 'unknown', key: 'after.tag' }];
  }
  if (!visitor.isSignedIn) {
    return [{ status: 'ok', key: 'tokens.nobody' }];
  }

  const { exp, iat } = visitor.claims;
  const hasRefreshToken = Boolean(await client.getRefreshToken());
  const found = [
    { status: 'ok', key: 'tokens.id', values: { left: left(exp), all: minutesOf(exp - iat) } },
  ];

  for (const [target, { expiresAt }] of Object.entries(parse(around.stored('accessToken')) ?? {})) {
    // `@<resource>#<organization>`; without both it is for Logto itself.
    const name = target.slice(1);

    found.push({
      status: 'ok',
      key: name ? 'tokens.access' : 'tokens.own',
      values: { left: left(expiresAt), name },
    });
  }

  return [
    ...found,
    hasRefreshToken
      ? { status: 'ok', key: 'tokens.refresh' }
      : { status: 'warning', key: 'tokens.noRefresh', values: { left: left(exp) } },
  ];
};
