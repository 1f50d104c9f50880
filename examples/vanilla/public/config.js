// Beside the bundle and not part of it: one build serves every tenant.
window.logtoConfig = {
  endpoint: 'https://example.logto.app',
  appId: '<your-application-id>',
};
