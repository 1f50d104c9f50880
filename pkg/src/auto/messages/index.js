// What visitors are told, in their language. The codes, the details and what to do about them are for the site's
// owner: in the console, in `docs/errors.md` and in the panel.
import en from './en.js';
import fr from './fr.js';

const LANGUAGES = { en, fr };

/** Are there texts in a language? */
export const isSpoken = (language) => Object.keys(LANGUAGES).includes(language);

/** The first that fits a code is what it means to a visitor. */
const MEANINGS = [
  [/^(network_error|http_error_5)/, 'network'],
  [/^(rate_limited|http_error_429|renewal_)/, 'busy'],
  [/^(sign_in_session\.|callback_uri_verification\.(missing_state|state_mismatched)|oidc\.invalid_grant)/, 'stale'],
  [/^not_authenticated$/, 'ended'],
  [/^user_cancelled$/, 'cancelled'],
  [/^storage_unavailable$/, 'storage'],
  [/^id_token\.(expired|not_yet_valid|invalid_iat)$/, 'clock'],
  [/^(webassembly_unavailable|crypto_subtle_unavailable)$/, 'browser'],
  [/^callback_uri_verification\.error_found$/, 'refused'],
  [/^(config|options|discovery|missing_scope|callback_uri_verification|oidc)\b/, 'setup'],
];

const meaningOf = ({ code, data }) =>
  data?.error === 'access_denied'
    ? 'cancelled'
    : MEANINGS.find(([codes]) => codes.test(code))?.[1] ?? 'other';

/** What the site says in its own words, or in a language that is not here. */
const ownWords = () => {
  try {
    return JSON.parse(document.querySelector('script[data-logto-messages]').textContent);
  } catch {
    // It has none, or the panel tells that they are not JSON.
    return {};
  }
};

/** By `data-logto-lang` or by the page's `lang`, such as `fr-CA`. */
export const languageOf = (tag) =>
  (tag?.dataset.logtoLang || document.documentElement.lang).slice(0, 2).toLowerCase();

/** A function that answers with the text of a name, or of what an error means. */
export const messagesIn = (language) => {
  const texts = { ...en, ...LANGUAGES[language], ...ownWords() };

  return {
    text: (name) => texts[name],
    ofError: (error) => texts[meaningOf(error)],
  };
};
