// What the panel says, in the site owner's language. Another one is a file like `en.js`, and a line here.
import en from './en.js';
import fr from './fr.js';

const LANGUAGES = { en, fr };

export const hasLanguage = (language) => Object.keys(LANGUAGES).includes(language);

/** A function that answers with the text of a key: what is so, and, where there is something to do, what. */
export const textsIn = (language) => {
  const texts = { ...en, ...LANGUAGES[language] };

  return (key) => [texts[key] ?? key].flat();
};
