// The site's own words for what visitors are told.
import en from '../../auto/messages/en.js';
import { isSpoken } from '../../auto/messages/index.js';
import { nearest } from '../nearest.js';
import { parse } from '../network.js';

const aboutName = (name) => {
  const meant = nearest(name, Object.keys(en));

  return { status: 'warning', key: meant ? 'messages.typo' : 'messages.unknown', values: { name, meant } };
};

export const checkMessages = async ({ layer: { language } }) => {
  const block = document.querySelector('script[data-logto-messages]');

  if (!block) {
    return [
      !language || isSpoken(language)
        ? { status: 'ok', key: 'messages.none' }
        : { status: 'warning', key: 'messages.language', values: { language } },
    ];
  }

  const own = parse(block.textContent);

  if (!own || Array.isArray(own)) {
    return [{ status: 'wrong', key: 'messages.json' }];
  }

  const found = Object.keys(own)
    .filter((name) => !Object.keys(en).includes(name))
    .map(aboutName);

  // It would be shown as it is, or run.
  if (!/json/.test(block.type)) {
    found.push({ status: 'warning', key: 'messages.type' });
  }

  return found.length > 0 ? found : [{ status: 'ok', key: 'messages.ok' }];
};
