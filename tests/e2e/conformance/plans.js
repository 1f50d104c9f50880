/**
 * The test plans for relying parties of the OpenID Foundation's conformance suite, and their modules in its
 * order. A module has either a file in `modules/` or a reason here why it does not apply.
 */

const NAME = 'oidcc-client-test';

const named = (...endings) => endings.map((ending) => `${NAME}-${ending}`);

export const PLANS = [
  {
    title: 'Basic',
    plan: 'oidcc-client-basic-certification-test-plan',
    modules: [
      NAME,
      ...named(
        'invalid-iss',
        'missing-sub',
        'invalid-aud',
        'missing-iat',
        'kid-absent-single-jwks',
        'kid-absent-multiple-jwks',
        'idtoken-sig-rs256',
        'idtoken-sig-none',
        'invalid-sig-rs256',
        'userinfo-invalid-sub',
        'nonce-invalid',
        'scope-userinfo-claims',
        'client-secret-basic'
      ),
    ],
  },
  {
    title: 'Configuration',
    plan: 'oidcc-client-config-certification-test-plan',
    modules: named(
      'discovery-openid-config',
      'discovery-jwks-uri-keys',
      'discovery-issuer-mismatch',
      'idtoken-sig-none',
      'signing-key-rotation-just-before-signing',
      'signing-key-rotation'
    ),
  },
  {
    title: 'Refresh tokens',
    plan: 'oidcc-client-refreshtoken-test-plan',
    modules: named('refresh-token', 'refresh-token-invalid-issuer', 'refresh-token-invalid-sub'),
  },
  {
    title: 'RP-initiated logout',
    plan: 'oidcc-client-rp-initiated-logout-rp-basic',
    modules: named('rp-init-logout', 'rp-init-logout-other-state', 'rp-init-logout-no-state'),
    remark:
      'What is tested here is the way back. As the suite runs them, this client would not pass: an end-session ' +
      'request without an `id_token_hint` is a failure there. RP-Initiated Logout 1.0 §2 recommends one, and has ' +
      '`client_id` for those who send none; this client sends that, as `@logto/browser` does. The suite also needs a ' +
      'logout URI of the front or back channel, which is a page or a server of the site’s, and skips the last two ' +
      'modules for a client that sends no `state`.',
  },
  {
    title: 'What the comprehensive plan has besides',
    plan: 'oidcc-client-test-plan',
    modules: named(
      'missing-aud',
      'userinfo-bearer-header',
      'userinfo-bearer-body',
      'nonce-unless-code-flow',
      'missing-chash',
      'invalid-chash',
      'invalid-athash',
      'missing-athash',
      'form-post-error',
      'invalid-sig-hs256',
      'invalid-sig-es256',
      'aggregated-claims',
      'distributed-claims',
      'mtls-endpoint-aliases'
    ),
  },
  {
    title: 'Modules that these plans do not list',
    modules: named('refresh-token-invalid-aud', 'refresh-token-invalid-azp', 'ignores-unparseable-key-in-jwks'),
  },
  {
    title: 'Dynamic',
    plan: 'oidcc-client-dynamic-certification-test-plan',
    modules: named(
      'discovery-webfinger-acct',
      'discovery-webfinger-url',
      'dynamic-registration',
      'request-uri-signed-rs256',
      'request-uri-signed-none',
      'userinfo-signed'
    ),
  },
  {
    title: 'Logout by other channels, sessions, logins that others begin',
    modules: named(
      'rp-backchannel-rpinitlogout',
      'rp-backchannel-rpinitlogout-alg-none',
      'rp-backchannel-rpinitlogout-no-event',
      'rp-backchannel-rpinitlogout-with-nonce',
      'rp-backchannel-rpinitlogout-wrong-alg',
      'rp-backchannel-rpinitlogout-wrong-aud',
      'rp-backchannel-rpinitlogout-wrong-event',
      'rp-backchannel-rpinitlogout-wrong-iss',
      'rp-frontchannel-rpinitlogout',
      'session-management',
      '3rd-party-init-login'
    ),
  },
];

/** Why modules do not apply, and which. */
export const NOT_APPLICABLE = [
  {
    because: 'A client in a browser has no secret: everybody could read it. It has PKCE.',
    modules: named('client-secret-basic'),
  },
  {
    because: 'A page has no say in the certificates of its connections (mutual TLS).',
    modules: named('mtls-endpoint-aliases'),
  },
  {
    because: 'The access token is in the header, the one way that every provider takes (RFC 6750 §2).',
    modules: named('userinfo-bearer-body'),
  },
  {
    because:
      'Of the implicit and hybrid flows, which bring tokens into URLs (RFC 9700 §2.1.2). This client has the code ' +
      'flow only; there, too, it sends a `nonce` and checks an `at_hash` that is there.',
    modules: named('nonce-unless-code-flow', 'missing-chash', 'invalid-chash', 'invalid-athash', 'missing-athash'),
  },
  {
    because: 'The answer would go to the site’s server, by POST. This client reads the callback’s URL.',
    modules: named('form-post-error'),
  },
  {
    because:
      'Claims of other providers are handed to the site as they came, as are all that the SDK does not check.',
    modules: named('aggregated-claims', 'distributed-claims'),
  },
  {
    because: 'The site is configured with its endpoint: nothing is looked up by what a visitor types.',
    modules: named('discovery-webfinger-acct', 'discovery-webfinger-url'),
  },
  {
    because: 'The application is created in the Logto Console: a page does not register itself.',
    modules: named('dynamic-registration'),
  },
  {
    because: 'A page has no key to sign with, and no address to publish a request object at.',
    modules: named('request-uri-signed-rs256', 'request-uri-signed-none'),
  },
  {
    because: 'It is asked for when a client registers itself. Logto answers JSON.',
    modules: named('userinfo-signed'),
  },
  {
    because: 'The provider calls the site’s server: a page cannot be called.',
    modules: named(
      'rp-backchannel-rpinitlogout',
      'rp-backchannel-rpinitlogout-alg-none',
      'rp-backchannel-rpinitlogout-no-event',
      'rp-backchannel-rpinitlogout-with-nonce',
      'rp-backchannel-rpinitlogout-wrong-alg',
      'rp-backchannel-rpinitlogout-wrong-aud',
      'rp-backchannel-rpinitlogout-wrong-event',
      'rp-backchannel-rpinitlogout-wrong-iss'
    ),
  },
  {
    because:
      'They need a frame of the provider’s in the site, or of the site’s in the provider, and browsers keep the ' +
      'storage of such frames apart.',
    modules: named('rp-frontchannel-rpinitlogout', 'session-management'),
  },
  {
    because: 'The site’s own page calls `signIn`; the SDK has no address to be sent to.',
    modules: named('3rd-party-init-login'),
  },
];
