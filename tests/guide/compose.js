// Pages as the guide's readers end up with them: its snippets, each in its place, with what a reader puts in.

/**
 * @param {ReturnType<import('./read.js').snippetsOf>} snippets
 * @param {object} page
 * @param {string[]} page.names which of them, such as `['every', 'members']`: in the guide's order
 * @param {string} page.lang
 * @returns {string}
 */
export const composePage = (snippets, { names, lang }) => {
  const chosen = snippets.filter(({ page }) => names.includes(page));
  const all = (place) =>
    chosen
      .filter((each) => each.place === place)
      .map(({ code }) => code)
      .join('');

  const missing = names.find((name) => !chosen.some(({ page }) => page === name));

  if (missing) {
    throw new Error(`The guide has nothing for the page "${missing}".`);
  }

  return (
    all('whole') ||
    `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>${names.at(-1)}</title>
<link rel="icon" href="data:,">
${all('head')}</head>
${all('body tag') || '<body>\n'}<main>
${all('body')}</main>
${all('foot')}</body>
</html>
`
  );
};

/** @param {{ endpoint: string, appId: string, address: string }} values */
export const fillIn = (html, { endpoint, appId, address }) =>
  html
    .replaceAll('https://cdn.jsdelivr.net/npm/logto-wasm@0.1/dist/', '/logto-wasm/')
    .replaceAll('<your-logto-endpoint>', endpoint)
    .replaceAll('http://localhost:3001', endpoint)
    .replaceAll('<your-application-id>', appId)
    .replaceAll('https://your-awesome-site.webflow.io', address);
