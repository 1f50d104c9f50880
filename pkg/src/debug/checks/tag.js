// The script's tag: is it there, once, in the right place, and does it say what it should?
import { TAG, readSettings } from '../../auto/settings.js';
import { nearest } from '../nearest.js';
import { isWebAddress } from '../network.js';

const KNOWN = ['endpoint', 'app-id', 'scopes', 'resources', 'callback', 'lang', 'debug'];

/** Those that are somebody's own, and those that the documentation has in their place. */
const EXAMPLE = /^https?:\/\/(your|x|example|my-?tenant|tenant)[\w-]*\.logto\.app\/?$|[<>…]|^your[-_ ]/i;

const required = ({ dataset }, name, attribute) => {
  const value = dataset[name]?.trim();

  if (!value) {
    return [{ status: 'wrong', key: `tag.missing.${attribute}` }];
  }

  return EXAMPLE.test(value) ? [{ status: 'wrong', key: `tag.placeholder.${attribute}`, values: { value } }] : [];
};

const typos = ({ attributes }) =>
  [...attributes]
    .map(({ name }) => name)
    .filter((name) => name.startsWith('data-logto') && !KNOWN.includes(name.slice(11)))
    .map((name) => {
      const meant = nearest(name.slice(11), KNOWN);

      return {
        status: 'warning',
        key: meant ? 'tag.typo' : 'tag.unknown',
        values: { name, meant: `data-logto-${meant}` },
      };
    });

/** Does the callback name an address of this site? The layer refuses others. */
const callback = (tag) => {
  try {
    readSettings(tag);
    return [];
  } catch ({ data }) {
    return data?.field === 'data-logto-callback'
      ? [{ status: 'wrong', key: 'tag.callback', values: { value: tag.dataset.logtoCallback } }]
      : [];
  }
};

const place = (tag) => {
  if (tag.localName !== 'script') {
    // Whoever loads the script has put the attributes elsewhere.
    return [];
  }
  if (!document.head.contains(tag)) {
    return [{ status: 'warning', key: 'tag.place' }];
  }

  return tag.getAttribute('blocking') === 'render' ? [] : [{ status: 'warning', key: 'tag.flash' }];
};

/** Whatever the SDK itself has to say against it. */
const refusal = ({ client, steps }) => {
  const step = client ? undefined : steps.list.filter(({ what }) => what === 'set-up').pop();

  return step ? [{ status: 'wrong', key: 'tag.refused', values: { message: step.message } }] : [];
};

const aboutValues = (tag, layer) => {
  const { logtoEndpoint = '' } = tag.dataset;
  const found = [
    ...required(tag, 'logtoEndpoint', 'endpoint'),
    ...required(tag, 'logtoAppId', 'appId'),
    ...callback(tag),
  ];

  if (found.length === 0 && !isWebAddress(logtoEndpoint)) {
    found.push({ status: 'wrong', key: 'tag.address', values: { value: logtoEndpoint } });
  }
  if (found.length === 0) {
    found.push(...refusal(layer));
  }

  return found;
};

export const checkTag = async ({ tag, layer }) => {
  if (!tag) {
    return [{ status: 'wrong', key: 'tag.none' }];
  }

  const found = [...aboutValues(tag, layer), ...typos(tag), ...place(tag)];
  const count = document.querySelectorAll(TAG).length;

  if (count > 1) {
    found.unshift({ status: 'wrong', key: 'tag.twice', values: { count } });
  }

  return found.length > 0 ? found : [{ status: 'ok', key: 'tag.ok' }];
};
