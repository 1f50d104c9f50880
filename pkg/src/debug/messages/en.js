// What the panel says, in English: what is so, and, where there is something to do, that. What is between backticks is
// shown as code; names in braces are values. Menus are named as Logto Console has them.

const APPLICATION = 'Logto Console > Applications > <your application>';

export default {
  title: 'Logto: is the set-up right?',
  results: 'Results',
  fold: 'Show the results',
  close: 'Close for this tab',
  again: 'Check again',
  copyReport: 'Copy report',
  copied: 'Copied',
  copy: 'Copy',
  copyThis: 'Text to copy',
  link: 'See what Logto says to this, in a new tab',

  'sum.checking': 'Checking …',
  'sum.wrong.one': '1 thing has to be changed.',
  'sum.wrong': '{count} things have to be changed.',
  'sum.warning.one': '1 is worth a look.',
  'sum.warning': '{count} are worth a look.',
  'sum.ok': 'Everything that can be checked from here is in order.',

  'group.wrong': 'To change',
  'group.warning': 'Worth a look',
  'group.unknown': 'To check yourself',
  'group.ok': 'In order',

  'status.wrong': 'To change:',
  'status.warning': 'Worth a look:',
  'status.unknown': 'Not known:',
  'status.ok': 'In order:',

  'check.tag': 'Script tag',
  'check.endpoint': 'Endpoint',
  'check.application': 'App ID',
  'check.redirect': 'Redirect URI',
  'check.origin': 'Access from this site (CORS)',
  'check.signOut': 'Post sign-out redirect URI',
  'check.elements': 'Attributes on the page',
  'check.messages': 'Texts for visitors',
  'check.scopes': 'Scopes and claims',
  'check.tokens': 'Session and tokens',
  'check.clock': 'Clock of this device',
  'check.address': 'Address of this page',
  'check.storage': 'Storage of this browser',
  'check.webAssembly': 'WebAssembly',
  'check.tabs': 'Other tabs',

  'visit.title': 'This visit',
  'visit.state': 'State',
  'visit.organization': 'Organization switched to',

  late: ['There was no answer in time.', 'Check again in a moment.'],
  failed: ['The check itself has failed ({error}).', 'Please report it, with a copy of the report.'],
  'after.tag': 'Can be checked when the script tag is right.',
  'after.endpoint': 'Can be checked when the endpoint is right.',
  'after.application': 'Can be checked when Logto knows the App ID.',

  'tag.ok': 'It is in the head, once, and complete.',
  'tag.none': [
    'No script tag with `data-logto-endpoint` and `data-logto-app-id` is on the page.',
    'Put both attributes on the tag that loads `auto.js`, in the head of every page. In Webflow: Site settings > Custom code > Head code.',
  ],
  'tag.twice': [
    'There are {count} tags with `data-logto-endpoint` or `data-logto-app-id` on this page. Only the first one counts.',
    'Keep one of them. In Webflow, look at the head code of the site and at that of the page.',
  ],
  'tag.missing.endpoint': [
    '`data-logto-endpoint` is missing on the script tag.',
    `${APPLICATION}: copy the value of “Logto endpoint” into it.`,
  ],
  'tag.missing.appId': [
    '`data-logto-app-id` is missing on the script tag.',
    `${APPLICATION}: copy the value of “App ID” into it.`,
  ],
  'tag.placeholder.endpoint': [
    '`data-logto-endpoint` is still an example: `{value}`.',
    `${APPLICATION}: copy the value of “Logto endpoint” into it.`,
  ],
  'tag.placeholder.appId': [
    '`data-logto-app-id` is still an example: `{value}`.',
    `${APPLICATION}: copy the value of “App ID” into it.`,
  ],
  'tag.address': [
    '`data-logto-endpoint` is no address: `{value}`.',
    'It begins with `https://`, such as `https://abc123.logto.app`.',
  ],
  'tag.callback': [
    '`data-logto-callback` is no address of this site: `{value}`.',
    'Put in a path such as `/callback`, or leave the attribute out: visitors then come back to the home page.',
  ],
  'tag.refused': ['The tag cannot be used as it is: {message}', 'Change that attribute of the script tag.'],
  'tag.typo': ['The tag has an attribute `{name}`, which does not exist.', 'Is `{meant}` meant? Change its name.'],
  'tag.unknown': ['The tag has an attribute `{name}`, which does not exist.', 'Remove it, or correct its name.'],
  'tag.place': [
    'The tag is not in the head: the page is painted before it is known who is signed in.',
    'Move it into the head. In Webflow: Site settings > Custom code > Head code.',
  ],
  'tag.flash': [
    'Without `blocking="render"` visitors may see for a moment what is not for them, such as “Sign in” after they have.',
    'Add `blocking="render"` to the script tag.',
  ],

  'endpoint.ok': 'A Logto answers at `{endpoint}`.',
  'endpoint.instead': [
    '`{endpoint}` is not the endpoint itself; there is a Logto at `{instead}`.',
    'Script tag > `data-logto-endpoint`: put in `{instead}`.',
  ],
  'endpoint.issuer': [
    'The Logto at `{endpoint}` calls itself `{issuer}`: it has another address than this one.',
    'Script tag > `data-logto-endpoint`: put in `{instead}`, the address that it gives itself.',
  ],
  'endpoint.console': [
    '`{endpoint}` is the address of Logto Console, and not the one it has for websites.',
    `${APPLICATION}: copy “Logto endpoint” into \`data-logto-endpoint\` of the script tag.`,
  ],
  'endpoint.other': [
    'A server answers at `{endpoint}` (status {status}), but it is no Logto.',
    `${APPLICATION}: copy “Logto endpoint” into \`data-logto-endpoint\` of the script tag.`,
  ],
  'endpoint.closed': [
    '`{host}` answers, but not as a Logto does: this page may not read what it says.',
    `Is the address right? ${APPLICATION} shows it as “Logto endpoint”. If it is, a proxy in front of Logto removes its CORS headers.`,
  ],
  'endpoint.unreachable': [
    'Nobody answers at `{host}`.',
    `Look for a typing error in \`data-logto-endpoint\` of the script tag: ${APPLICATION} shows it as “Logto endpoint”. If it is right, Logto is not running, or a blocker in this browser is in the way.`,
  ],
  'endpoint.late': ['`{host}` has not answered in time.', 'Check again in a moment. Is the address right?'],
  'endpoint.offline': ['This device is offline.', 'Connect it, then check again.'],
  'endpoint.policy': [
    'The Content-Security-Policy of this site forbids requests to `{host}`.',
    'Where the site’s headers are set: add `{origin}` to `connect-src`.',
  ],

  'application.ok': 'Logto knows the application `{appId}`.',
  'application.unknown': [
    'Logto does not know the App ID `{appId}`. In a new tab it says `oidc.invalid_client`.',
    `${APPLICATION}: copy “App ID” into \`data-logto-app-id\` of the script tag. Look whether the application is one of the same tenant as the endpoint.`,
  ],
  'application.secret': [
    'The application `{appId}` is of a type that needs a secret, which no website can keep.',
    'Logto Console > Applications > Create application > Single page app: put its App ID into `data-logto-app-id` of the script tag.',
  ],
  'application.other': ['Logto answered “{error}”, which says nothing of the App ID.', 'Check again in a moment.'],

  'redirect.ok': 'Logto leads visitors back to `{redirectUri}`.',
  'redirect.unregistered': [
    'Logto does not lead visitors back to `{redirectUri}`: it is not registered. In a new tab it says `oidc.invalid_redirect_uri`.',
    `${APPLICATION} > Redirect URIs: add it exactly as it stands here, also as to a slash at the end. Save, then check again.`,
  ],
  'redirect.noFrames': [
    'The headers of this site forbid frames, so whether Logto leads back to `{redirectUri}` cannot be seen from here.',
    `${APPLICATION} > Redirect URIs: it has to be there exactly so. The link shows \`oidc.invalid_redirect_uri\` where it is not, and this site where it is.`,
  ],
  'redirect.noPage': [
    'There is no page at `{redirectUri}` (status 404), to which visitors come back.',
    'Create it, with the same script tag in its head; or leave `data-logto-callback` out: visitors then come back to the home page.',
  ],
  'redirect.invalid_target': [
    'Logto does not know one of the API resources that the tag asks for.',
    'Logto Console > API resources: copy the “API identifier” of each into `data-logto-resources` of the script tag.',
  ],
  'redirect.invalid_scope': [
    'Logto does not take one of the scopes: {description}.',
    'Correct `data-logto-scopes` of the script tag.',
  ],
  'redirect.unauthorized_client': [
    'The application may not sign people in from a website.',
    'Logto Console > Applications > Create application > Single page app: put its App ID into `data-logto-app-id` of the script tag.',
  ],
  'redirect.unsupported_response_type': [
    'The application may not sign people in from a website.',
    'Logto Console > Applications > Create application > Single page app: put its App ID into `data-logto-app-id` of the script tag.',
  ],
  'redirect.other': ['Logto refuses a sign-in: `{error}` {description}', 'The code is explained in docs/errors.md.'],

  'origin.ok': 'Pages of `{origin}` may read what Logto answers.',
  'origin.closed': [
    'Pages of `{origin}` may not read what Logto answers.',
    `${APPLICATION} > CORS allowed origins: add it exactly as it stands here, without a slash at the end. A redirect URI of this site has the same effect.`,
  ],

  'signOut.register': [
    'Whether visitors may come back to `{uri}` after signing out cannot be checked from here: Logto tells only when somebody signs out.',
    `${APPLICATION} > Post sign-out redirect URIs: look whether it is there exactly as it stands here.`,
  ],

  'elements.ok': 'The attributes of {count} elements are right.',
  'elements.none': [
    'No element of this page has an attribute of Logto’s.',
    'Give a button `data-logto="sign-in"`. In Webflow: select it > Settings > Custom attributes.',
  ],
  'elements.more': ['And {more} more.', 'Change these first, then check again.'],
  'elements.typo': ['`{element}` has an attribute `{name}`, which does not exist.', 'Is `{meant}` meant? Change its name.'],
  'elements.unknown': ['`{element}` has an attribute `{name}`, which does not exist.', 'Remove it, or correct its name.'],
  'elements.value': ['`{element}`: `{name}` has a value that does not exist: `{value}`.', 'Put in: `{meant}`.'],
  'elements.organization': [
    '`{element}` switches the organization, but `{name}` does not say to which.',
    'Logto Console > Organizations > <the organization> shows its ID: put it into `{name}`. Leave the value empty where the button is to leave the organization.',
  ],
  'elements.option': [
    '`{element}` has `{name}`, but no `data-logto` that it belongs to.',
    'Add `data-logto="sign-in"`, or remove `{name}`.',
  ],
  'elements.switch': [
    '`{element}` has `{name}`, which is for `data-logto="switch-organization"` only.',
    'Change `data-logto`, or remove `{name}`.',
  ],
  'elements.otherwise': [
    '`{element}` has `{name}`, but no `data-logto-require` that it belongs to.',
    'Add `data-logto-require="signed-in"`, or remove `{name}`.',
  ],
  'elements.default': [
    '`{element}` has `{name}`, but nothing that it could stand for.',
    'Add `data-logto-text`, `data-logto-src` or `data-logto-href`, or remove `{name}`.',
  ],
  'elements.image': ['`{element}` has `{name}`, which is for images.', 'Put it on the image itself.'],
  'elements.anchor': ['`{element}` has `{name}`, which is for links.', 'Put it on the link itself.'],
  'elements.field': [
    '`{element}` has `{name}`, but is in no element with `data-logto-form`.',
    'Add `data-logto-form` to the form.',
  ],

  'messages.none': 'Visitors are told what Logto’s script has for them.',
  'messages.ok': 'The site’s own texts can be used.',
  'messages.language': [
    'There are no texts in the language “{language}”: visitors read English.',
    'Put your own into `<script type="application/json" data-logto-messages>`, or choose another language by `data-logto-lang` on the script tag.',
  ],
  'messages.json': [
    'The texts in `<script data-logto-messages>` are not JSON, so none of them is used.',
    'Look for a missing quotation mark, or for a comma after the last text.',
  ],
  'messages.type': [
    'The block with the site’s own texts is run as a script.',
    'Add `type="application/json"` to `<script data-logto-messages>`.',
  ],
  'messages.typo': ['There is no text called `{name}`.', 'Is `{meant}` meant? Change its name.'],
  'messages.unknown': ['There is no text called `{name}`.', 'Remove it, or correct its name.'],

  'scopes.ok': 'Asked for: `{scopes}`. That covers what the page shows.',
  'scopes.add': [
    'The page uses `{where}`, but the scope `{scope}` is not asked for: Logto does not tell it.',
    'Script tag > `data-logto-scopes`: put in the following. Then sign in again.',
  ],
  'scopes.typo': ['There is no scope `{scope}`.', 'Is `{meant}` meant? Change it in `data-logto-scopes` of the script tag.'],
  'scopes.unknown': [
    'Logto has no scope `{scope}` of its own. If it is a permission of an API, its resource is missing.',
    'Put the “API identifier” (Logto Console > API resources) into `data-logto-resources` of the script tag, or remove the scope.',
  ],
  'scopes.again': [
    'The scope `{scope}` is asked for, but this session does not have it: it was begun before.',
    'Sign out, then sign in again.',
  ],
  'scopes.permission': [
    'The permission `{scope}` was not granted for `{resource}`.',
    'Logto Console > API resources > <the API> > Permissions: is it there? Logto Console > Roles > <a role of this person> > Permissions: is it in one of them? Then sign in again.',
  ],

  'tokens.nobody': 'Nobody is signed in. Sign in to see how long the session lasts.',
  'tokens.id': 'ID token: {left} of {all} minutes left.',
  'tokens.own': 'Access token for Logto itself: {left} minutes left.',
  'tokens.access': 'Access token for `{name}`: {left} minutes left.',
  'tokens.refresh': 'There is a refresh token: the session is renewed by itself, for 14 days unless Logto says otherwise.',
  'tokens.noRefresh': [
    'There is no refresh token: the visitor is signed out in {left} minutes.',
    `${APPLICATION} > Always issue refresh token: switch it on. Or remove \`data-logto-prompt\` from the sign-in button. Then sign in again.`,
  ],

  'clock.ok': 'It is right.',
  'clock.unknown': 'The site’s server does not say what time it is, so there is nothing to compare it with.',
  'clock.behind': [
    'It is {minutes} minutes behind. Signing in works all the same, but other sites may refuse this device.',
    'Set it by the system’s settings, best automatically.',
  ],
  'clock.ahead': [
    'It is {minutes} minutes ahead. Signing in works all the same, but other sites may refuse this device.',
    'Set it by the system’s settings, best automatically.',
  ],

  'address.https': 'What is sent is encrypted (https).',
  'address.loopback': 'The page is on this machine, which needs no https.',
  'address.http': [
    'The page is at `{origin}`: tokens are sent where others can read them, and nothing can check signatures.',
    'Open it at `{instead}`, and let the server redirect there. In Webflow: Site settings > Publishing > SSL.',
  ],
  'address.other': [
    'The page’s address begins with `{protocol}`: nobody can be led back to it.',
    'Serve it by a web server, such as one at `http://localhost`.',
  ],

  'storage.ok': 'The browser stores what a session needs.',
  'storage.blocked': [
    '{name} is blocked: signing in does not last here.',
    'Browser settings > Privacy > Cookies and site data: allow them for this site. In a private window it may be blocked as well.',
  ],
  'storage.less': [
    '{name} is missing: tabs cannot agree as well as they could on who renews the session.',
    'Nothing has to be done. It is there on https, in a current browser, outside of private windows.',
  ],

  'webAssembly.ok': 'It runs.',
  'webAssembly.none': [
    'This browser has it switched off: `compat.js`, which is larger and slower, is used instead.',
    'Nothing has to be done.',
  ],
  'webAssembly.forbidden': [
    'The Content-Security-Policy of this site forbids it: `compat.js`, which is larger and slower, is used instead.',
    'Where the site’s headers are set: add `\'wasm-unsafe-eval\'` to `script-src`.',
  ],

  'tabs.none': 'No other page of this site is open in this browser.',
  'tabs.some': 'Other pages of this site that are open: {count}. They share the session. Those that the browser has put to sleep do not count.',
  'tabs.unknown': 'Cannot be counted, since storage is blocked.',
};
