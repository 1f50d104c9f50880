// What the demo says once everything listens.

const STOP = 'Ctrl-C stops everything.';

/** @param {{ site: string, provider: string, huggingFace: string }} addresses */
export const toLocalProvider = ({ site, provider, huggingFace }) => `
Everything is running:

  Bookstore              ${site}
  Local OpenID provider  ${provider}
  Hugging Face stand-in  ${huggingFace}

Open ${site}, choose "Sign in", then either

  a username and a password      alice / wonderland
  "Continue with Hugging Face"   ada / lovelace

${STOP}
`;

/** @param {{ site: string, endpoint: string, appId: string }} addresses */
export const toRealLogto = ({ site, endpoint, appId }) => `
Everything is running:

  Bookstore  ${site}
  Logto      ${endpoint} (application ${appId})

Register these in Logto Console > Applications > the application's settings:

  Redirect URI                ${site}/callback
  Post sign-out redirect URI  ${site}
  CORS allowed origin         ${site}

Then open ${site} and choose "Sign in".

${STOP}
`;
