// The service worker: signs in and out, in a window that Chrome opens and closes.
import LogtoClient from '@logto/chrome-extension';

const client = new LogtoClient(LOGTO_CONFIG);

const actions = {
  signIn: () => client.signIn(chrome.identity.getRedirectURL('callback')),
  signOut: () => client.signOut(chrome.identity.getRedirectURL()),
};

chrome.runtime.onMessage.addListener(({ action }, _sender, answer) => {
  actions[action]().then(
    () => answer({}),
    ({ message }) => answer({ error: message })
  );
  // The answer comes later.
  return true;
});
