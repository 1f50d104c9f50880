import { type LogtoConfig, UserScope } from '@logto/vue';

const env = import.meta.env;

export const logto: LogtoConfig = {
  endpoint: env.VITE_LOGTO_ENDPOINT,
  appId: env.VITE_LOGTO_APP_ID,
  // What to know of the user, and what to be allowed at the API and in organizations.
  scopes: [UserScope.Email, UserScope.Organizations, 'read:books'],
  resources: [env.VITE_API_RESOURCE],
};

/** Both have to be registered in the Logto Console. */
export const uris = {
  redirect: `${window.location.origin}/callback`,
  postSignOut: window.location.origin,
};
