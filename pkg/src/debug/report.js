// All of it as text (Markdown), for somebody who is asked for help.
import { STATUSES } from './run.js';
import { clean, plain } from './text.js';
import { errorText, sessionOf, timeOf } from './visit.js';

const settingsOf = ({ tag, settings }) => {
  const { endpoint = tag?.dataset.logtoEndpoint, appId = tag?.dataset.logtoAppId, scopes = [], resources = [] } =
    settings?.config ?? {};

  return {
    'logto-wasm': VERSION,
    script: tag?.src,
    page: clean(location.origin + location.pathname),
    browser: navigator.userAgent,
    endpoint,
    'App ID': appId,
    scopes: scopes.join(' '),
    resources: resources.join(' '),
    'redirect URI': settings?.redirectUri,
  };
};

const line = (texts, { status, key, values }) =>
  `  - ${status}: ${texts(key)
    .map((text) => plain(text, values))
    .join(' ')}`;

const stepLine = (step) => {
  const { what, page, code } = step;

  return `- ${timeOf(step)} ${what} ${clean(page)}${code ? ` ${code}: ${errorText(step)}` : ''}`;
};

/** @param results see `run.js` */
export const reportOf = (texts, layer, results) => {
  const sorted = STATUSES.flatMap((status) => results.filter((each) => each.status === status));

  return [
    `# ${texts('title')[0]}`,
    '',
    ...Object.entries(settingsOf(layer)).map(([name, value]) => `- ${name}: ${value || '–'}`),
    ...sessionOf(layer).map(([name, value]) => `- ${texts(name)[0]}: ${value}`),
    '',
    ...sorted.flatMap(({ name, status, findings }) => [
      `- **${status}** ${texts(`check.${name}`)[0]}`,
      ...findings.map((each) => line(texts, each)),
    ]),
    '',
    `## ${texts('visit.title')[0]} (UTC)`,
    '',
    ...layer.steps.list.map(stepLine),
    '',
  ].join('\n');
};
