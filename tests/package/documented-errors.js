import { readFileSync } from 'node:fs';

/** docs/errors.md, which `cargo test` holds to the core's table of errors. */
export const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

/** What the page says of each code of the table: the anchor that it stands under, and its class. */
export const documented = new Map(
  [...page.matchAll(/^<a id="([^"]+)"><\/a>\n\n### `([^`]+)`\n\n`(Logto\w*Error)`: /gm)].map(
    ([, anchor, code, className]) => [code, { anchor, className }]
  )
);
