// What somebody may have meant.

/** What other products call it. */
const SYNONYMS = {
  login: 'sign-in',
  'log-in': 'sign-in',
  connect: 'sign-in',
  logout: 'sign-out',
  'log-out': 'sign-out',
  register: 'sign-up',
  'logged-in': 'signed-in',
  loggedin: 'signed-in',
  'logged-out': 'signed-out',
  loggedout: 'signed-out',
};

/** How many letters have to be changed, added or left out (Levenshtein). */
const distance = (one, other) => {
  let row = [...Array(other.length + 1).keys()];

  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];

    for (let j = 1; j <= other.length; j += 1) {
      next[j] = Math.min(
        row[j] + 1,
        next[j - 1] + 1,
        row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)
      );
    }

    row = next;
  }

  return row[other.length];
};

/** The word of a list that is meant by another one; `undefined` when none is near. */
export const nearest = (word, words) => {
  const plain = word.toLowerCase().replace(/[\s_]+/g, '-');

  if (words.includes(SYNONYMS[plain])) {
    return SYNONYMS[plain];
  }

  const [best] = words
    .map((each) => ({ each, far: distance(plain, each.replace(/_/g, '-')) }))
    .sort((one, other) => one.far - other.far);

  return best && best.far <= Math.ceil(word.length / 3) ? best.each : undefined;
};
