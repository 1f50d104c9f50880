// A page of the extension: it has the session that the service worker made.
import LogtoClient, { LogtoClientError } from '@logto/chrome-extension';

Object.assign(globalThis, { client: new LogtoClient(LOGTO_CONFIG), LogtoClientError });
