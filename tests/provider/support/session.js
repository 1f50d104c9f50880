/** The end of a session, as a browser goes through it. */
import { formOf } from './visitor.js';

export const endSessionUrl = (provider, parameters = {}) => `${provider.issuer}/session/end?${new URLSearchParams(parameters)}`;

/** Opens the page, submits its form as its script would, and answers where that leads. */
export async function signOut(provider, visitor, parameters) {
  const page = await visitor.request(endSessionUrl(provider, parameters));
  const { action, fields } = formOf(await page.text());
  const answer = await visitor.request(new URL(action, provider.endpoint).href, { method: 'POST', form: fields });
  return { status: answer.status, location: answer.headers.get('location') };
}
