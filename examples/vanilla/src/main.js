import LogtoClient, { UserScope, isLogtoRequestError } from 'logto-wasm';

const client = new LogtoClient({ ...window.logtoConfig, scopes: [UserScope.Email] });

const element = (id) => document.getElementById(id);

const tell = (error) => {
  element('problem').textContent =
    isLogtoRequestError(error) && error.code === 'network_error'
      ? 'The sign-in service cannot be reached. Please try again in a moment.'
      : error.message;
  element('problem').hidden = false;
};

const showHome = async () => {
  element('sign-in').addEventListener('click', () =>
    client.signIn(`${window.location.origin}/callback/`).catch(tell)
  );
  element('sign-out').addEventListener('click', () =>
    client.signOut(window.location.origin).catch(tell)
  );

  if (!(await client.isAuthenticated())) {
    element('signed-out').hidden = false;
    return;
  }

  const { name, username, email, picture } = await client.getIdTokenClaims();

  element('name').textContent = name ?? username;
  element('email').textContent = email;
  if (picture) {
    element('picture').src = picture;
    element('picture').hidden = false;
  }
  element('signed-in').hidden = false;
};

const finishSignIn = async () => {
  try {
    await client.handleSignInCallback(window.location.href);
    // Not kept in the history: going back would handle the same callback again.
    window.location.replace('/');
  } catch (error) {
    element('heading').textContent = 'That did not work';
    element('failed').hidden = false;
    tell(error);
  }
};

// Both pages load this file.
const start = document.body.id === 'callback' ? finishSignIn : showHome;

start().catch(tell);
