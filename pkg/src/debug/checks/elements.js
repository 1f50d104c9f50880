// The attributes of the page's elements: does each of them say something that the layer knows?
import { NAMES } from '../../auto/actions.js';
import { conditionsOf, parseCondition } from '../../auto/conditions.js';
import { TAG } from '../../auto/settings.js';
import { CLAIMS } from '../claims.js';
import { nearest } from '../nearest.js';

const KNOWN = [
  'show',
  'require',
  'otherwise',
  'text',
  'src',
  'href',
  'default',
  'form',
  'field',
  'error',
  'direct',
  'first-screen',
  'login-hint',
  'prompt',
  'return-to',
  'organization',
].map((name) => `data-logto-${name}`);

/** They say how something is done, and need something to do. */
const OPTIONS = ['direct', 'first-screen', 'login-hint', 'prompt', 'return-to'].map(
  (name) => `data-logto-${name}`
);

/** Those that are not of the page's elements but of the tag, of `<html>` and of the site's own words. */
const ELSEWHERE = `${TAG}, html, script[data-logto-messages]`;

const CONDITIONS = ['signed-in', 'signed-out', 'role:', 'organization:', 'organization-role:', 'current-organization:'];

const SCREENS = [
  'sign_in',
  'register',
  'reset_password',
  'identifier:sign_in',
  'identifier:register',
  'single_sign_on',
];

const PROMPTS = ['none', 'login', 'consent'];

/** More of them help nobody. */
const MOST = 12;

const isListed = (list) => (value) => {
  const wrong = value.split(/\s+/).find((each) => each && !list.includes(each));

  return wrong === undefined ? undefined : { value: wrong, meant: nearest(wrong, list) ?? list.join(', ') };
};

const isAddress = (value) => {
  try {
    return new URL(value, document.baseURI) && undefined;
  } catch {
    return { value, meant: '/members' };
  }
};

/** What is meant by something that is no condition: a bare name is that of a role. */
const meantBy = (text) => {
  const near = nearest(text, CONDITIONS.slice(0, 2));
  const [, kind, value] = /^([^:]*):(.*)$/.exec(text) ?? [];

  if (value) {
    const other = nearest(kind, CONDITIONS.slice(2).map((each) => each.slice(0, -1)));

    return other ? `${other}:${value.trim()}` : CONDITIONS.join(', ');
  }

  return near ?? (/^[\w-]+$/.test(text) ? `role:${text}` : CONDITIONS.join(', '));
};

/** Several in one, where a space stands for a comma. */
const RUN_TOGETHER = /\s(?:signed-(?:in|out)$|(?:role|organization|organization-role|current-organization):)/;

const areConditions = (list) => {
  for (const text of conditionsOf(list)) {
    if (RUN_TOGETHER.test(text)) {
      return { value: list, meant: text.split(/\s+/).join(', ') };
    }
    if (!parseCondition(text)) {
      return { value: text, meant: meantBy(text) };
    }
  }

  return undefined;
};

const areClaims = (paths) => {
  for (const path of paths.split('|')) {
    const [claim] = path.trim().split('.');

    if (!CLAIMS.includes(claim)) {
      return { value: path, meant: nearest(claim, CLAIMS) ?? 'name, email, username, custom_data.…' };
    }
  }

  return undefined;
};

/** By attribute, what is wrong with a value: `{ value, meant }`. */
const VALUES = {
  'data-logto': (value) =>
    NAMES.includes(value) ? undefined : { value, meant: nearest(value, NAMES) ?? NAMES.join(', ') },
  'data-logto-show': areConditions,
  'data-logto-require': areConditions,
  'data-logto-otherwise': (value) =>
    /^(sign-in|hide|\.{0,2}\/.*|https?:.*)$/.test(value)
      ? undefined
      : { value, meant: nearest(value, ['sign-in', 'hide']) ?? `/${value}` },
  'data-logto-text': areClaims,
  'data-logto-src': areClaims,
  'data-logto-href': areClaims,
  'data-logto-field': areClaims,
  'data-logto-direct': (value) =>
    /^((social|sso):)?[^:\s]+$/.test(value.trim()) ? undefined : { value, meant: 'social:huggingface' },
  'data-logto-first-screen': isListed(SCREENS),
  'data-logto-prompt': isListed(PROMPTS),
  'data-logto-return-to': isAddress,
};

/** What is different in attributes. */
const nameOf = (attribute) => attribute.slice('data-logto-'.length);

const aboutAttribute = ({ name, value }) => {
  if (name === 'data-logto-debug' || name.startsWith('data-logto-extra-')) {
    return undefined;
  }
  if (name !== 'data-logto' && !KNOWN.includes(name)) {
    const meant = nearest(nameOf(name), KNOWN.map(nameOf));

    return {
      key: meant ? 'elements.typo' : 'elements.unknown',
      values: { name, meant: `data-logto-${meant}` },
    };
  }

  const wrong = VALUES[name]?.(value);

  return wrong && { key: 'elements.value', values: { name, ...wrong } };
};

/** Attributes that need another one, or another element. */
const together = (element) => {
  const has = (...names) => names.some((name) => element.hasAttribute(name));
  const found = [];
  const add = (key, name) => found.push({ key: `elements.${key}`, values: { name } });
  const option = OPTIONS.find((name) => has(name));

  if (element.dataset.logto === 'switch-organization' && !has('data-logto-organization')) {
    add('organization', 'data-logto-organization');
  }
  if (option && !has('data-logto', 'data-logto-require')) {
    add('option', option);
  }
  if (has('data-logto-organization') && element.dataset.logto !== 'switch-organization') {
    add('switch', 'data-logto-organization');
  }
  if (has('data-logto-otherwise') && !has('data-logto-require')) {
    add('otherwise', 'data-logto-otherwise');
  }
  if (has('data-logto-default') && !has('data-logto-text', 'data-logto-src', 'data-logto-href')) {
    add('default', 'data-logto-default');
  }
  if (has('data-logto-src') && !element.matches('img')) {
    add('image', 'data-logto-src');
  }
  if (has('data-logto-href') && !element.matches('a, area')) {
    add('anchor', 'data-logto-href');
  }
  if (has('data-logto-field') && !element.closest('[data-logto-form]')) {
    add('field', 'data-logto-field');
  }

  return found;
};

/** An element as its designer knows it. Its text may be somebody's name. */
const describe = ({ localName, id, classList }) =>
  [localName, id && `#${id}`, ...[...classList].slice(0, 2).map((name) => `.${name}`)].join('');

const ours = (element) => [...element.attributes].filter(({ name }) => name.startsWith('data-logto'));

export const checkElements = async () => {
  const elements = [...document.querySelectorAll('*')].filter(
    (element) => !element.matches(ELSEWHERE) && ours(element).length > 0
  );

  if (elements.length === 0) {
    return [{ status: 'warning', key: 'elements.none' }];
  }

  const found = elements.flatMap((element) =>
    [...ours(element).map(aboutAttribute).filter(Boolean), ...together(element)].map(({ key, values }) => ({
      status: 'wrong',
      key,
      values: { ...values, element: describe(element) },
    }))
  );

  if (found.length > MOST) {
    const more = found.length - MOST;

    return [...found.slice(0, MOST), { status: 'wrong', key: 'elements.more', values: { more } }];
  }

  return found.length > 0
    ? found
    : [{ status: 'ok', key: 'elements.ok', values: { count: elements.length } }];
};
