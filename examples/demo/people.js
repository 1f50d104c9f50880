// Who is at the demo's provider. The no-code site shows all of it: roles, organizations and custom data
// are named in its pages.

/** @param {string} endpoint of the provider, which serves their pictures */
export const users = (endpoint) => [
  {
    username: 'alice',
    password: 'wonderland',
    name: 'Alice Example',
    email: 'alice@example.test',
    picture: `${endpoint}/avatars/alice.svg`,
    customData: { membership: 'Patron since 2019', favouriteGenre: 'Nonsense, and natural history' },
    roles: ['reader'],
  },
  {
    username: 'grace',
    password: 'hopper',
    name: 'Grace Example',
    email: 'grace@example.test',
    picture: `${endpoint}/avatars/grace.svg`,
    customData: { membership: 'Bookseller', favouriteGenre: 'Anything with a map in it' },
    roles: ['reader', 'admin'],
  },
];

export const organizations = [
  {
    id: 'slowbookclub',
    name: 'The slow book club',
    description: 'Fifty pages a month',
    members: { alice: ['host'], grace: ['reader'] },
    scopes: ['choose:book'],
  },
  {
    id: 'storyrugteam',
    name: 'Story rug',
    description: 'Picture books for under-sevens',
    members: { alice: ['helper'], grace: ['lead'] },
    scopes: ['write:rota'],
  },
];

/** The stand-in for Hugging Face has one user of its own, who is new to the provider. */
const HUGGING_FACE_ACCOUNT = { username: 'ada', password: 'lovelace' };

const NONE = 'none';

const organizationsOf = (username) =>
  organizations
    .filter(({ members }) => Object.hasOwn(members, username))
    .map(({ name, members }) => `${name} (${members[username].join(', ')})`)
    .join(', ');

/**
 * The accounts there are at first, as the start page tells of them.
 *
 * @type {import('./start-page.js').Account[]}
 */
export const accounts = [
  ...users('').map(({ username, password, roles }) => ({
    username,
    password,
    at: 'the provider',
    roles: roles.join(', ') || NONE,
    organizations: organizationsOf(username) || NONE,
  })),
  { ...HUGGING_FACE_ACCOUNT, at: 'Hugging Face', roles: NONE, organizations: NONE },
];
