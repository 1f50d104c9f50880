/**
 * Pictures of the built-in users, drawn: nothing is fetched from elsewhere.
 */
const PALETTES = { alice: ['#7958ff', '#f5b7d8'], grace: ['#0f766e', '#f2b04a'], ada: ['#ff9d00', '#4c6ef5'] };

function avatar([background, shirt]) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">`
    + `<rect width="96" height="96" fill="${background}"/>`
    + `<circle cx="48" cy="40" r="18" fill="#ffe3c7"/>`
    + `<path d="M28 42c0-16 8-25 20-25s20 9 20 25c-3-8-8-13-14-14-7 4-18 4-22 5-2 2-3 5-4 9z" fill="#4a2f27"/>`
    + `<path d="M14 96c2-22 16-33 34-33s32 11 34 33z" fill="${shirt}"/></svg>`;
}

/** Answers `/avatars/<name>.svg` if it knows the name; tells whether it did. */
export function serveAvatar(path, response) {
  const name = /^\/avatars\/(\w+)\.svg$/u.exec(path)?.[1];
  if (!name || !Object.hasOwn(PALETTES, name)) return false;
  response.writeHead(200, {
    'content-type': 'image/svg+xml',
    'cache-control': 'max-age=3600',
    // Shown by pages of other origins.
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    'content-security-policy': "default-src 'none'",
  });
  response.end(avatar(PALETTES[name]));
  return true;
}
