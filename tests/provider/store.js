/**
 * Where the provider keeps sessions, grants and tokens: in memory, one store for each provider,
 * gone with it. oidc-provider's own memory adapter is for a quick start, warns about itself and
 * forgets entries beyond its first thousand.
 */
import { errors } from 'oidc-provider';

export function createStore() {
  /** @type {Map<string, { payload: object, expiresAt: number }>} */
  const entries = new Map();

  const read = (key) => {
    const entry = entries.get(key);
    if (entry && entry.expiresAt <= Date.now()) {
      entries.delete(key);
      return undefined;
    }
    return entry?.payload;
  };

  const first = (model, matches) => {
    for (const key of entries.keys()) {
      if (key.startsWith(`${model}:`) && matches(read(key) ?? {})) return read(key);
    }
    return undefined;
  };

  /** oidc-provider asks for one adapter for each of its models. */
  return function adapter(model) {
    const keyOf = (id) => `${model}:${id}`;
    return {
      async upsert(id, payload, expiresIn) {
        entries.set(keyOf(id), { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Infinity });
      },
      async find(id) {
        // Registered apps are in the configuration; only an unknown one is looked for here.
        // Logto names it and answers 400 where oidc-provider would say 401 without a name.
        if (model === 'Client') throw new errors.InvalidClient(`invalid client ${id}`);
        return read(keyOf(id));
      },
      async findByUid(uid) {
        return first(model, (payload) => payload.uid === uid);
      },
      async findByUserCode(userCode) {
        return first(model, (payload) => payload.userCode === userCode);
      },
      async consume(id) {
        const payload = read(keyOf(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        entries.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) {
          if (key.startsWith(`${model}:`) && payload.grantId === grantId) entries.delete(key);
        }
      },
    };
  };
}
