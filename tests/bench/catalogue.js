/** What there is to measure, in the order of the report: by the name on the command line. */
export const titles = {
  bytes: 'Bytes',
  start: 'First answer',
  click: 'Click to authorization request',
  callback: 'Callback',
  calls: 'Calls',
  memory: 'Memory',
  pkce: 'PKCE',
  load: 'Load on the provider',
};
