// What the entry for sites without code adds, used as its documentation says, under `strict`.
import LogtoClient, { UserScope } from 'logto-wasm/auto';
import type { LogtoDetail, LogtoErrorDetail } from 'logto-wasm/auto';

const same = <One, Other>(_: [One] extends [Other] ? ([Other] extends [One] ? true : never) : never) => {};

document.addEventListener('logto:ready', ({ detail }) => {
  same<typeof detail, LogtoDetail>(true);
  same<typeof detail.client, LogtoClient>(true);
  if (detail.isAuthenticated) {
    detail.claims?.sub.toUpperCase();
  }
});
document.addEventListener('logto:change', ({ detail }) => {
  same<typeof detail.state, 'loading' | 'signed-in' | 'signed-out' | 'error'>(true);
  same<typeof detail.organization, string | undefined>(true);
});
document.addEventListener('logto:error', (event) => {
  same<typeof event.detail, LogtoErrorDetail>(true);
  event.preventDefault();
});
void window.logtoClient.signIn({ redirectUri: `https://shop.example/${UserScope.Email}` });

// What must not compile.
// @ts-expect-error There is no such state.
document.addEventListener('logto:ready', ({ detail }) => detail.state === 'signed');
