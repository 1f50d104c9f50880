// `@logto/browser` with something wrong with whatever it stores, reads and navigates to.

import { BaseClient as Sound } from '/logto-wasm/theirs.js';

export * from '/logto-wasm/theirs.js';

const withSpace = (text) => text && `${text} `;

export class BaseClient extends Sound {
  constructor(config, { storage, navigate, ...adapter }) {
    super(config, {
      ...adapter,
      storage: {
        getItem: async (key) => withSpace(await storage.getItem(key)),
        setItem: (key, value) => storage.setItem(key, withSpace(value)),
        removeItem: (key) => storage.removeItem(key),
      },
      navigate: (url, parameters) => navigate(`${url}&more=`, parameters),
    });
  }
}
