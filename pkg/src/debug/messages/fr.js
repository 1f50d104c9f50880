// What the panel says, in French. Menus have their English names, under which Logto Console has them by default.

const APPLICATION = 'Logto Console > Applications > <votre application>';

export default {
  title: 'Logto : tout est-il bien réglé ?',
  results: 'Résultats',
  fold: 'Afficher les résultats',
  close: 'Fermer pour cet onglet',
  again: 'Vérifier à nouveau',
  copyReport: 'Copier le rapport',
  copied: 'Copié',
  copy: 'Copier',
  copyThis: 'Texte à copier',
  link: 'Voir ce que Logto en dit, dans un nouvel onglet',

  'sum.checking': 'Vérification en cours…',
  'sum.wrong.one': '1 point est à corriger.',
  'sum.wrong': '{count} points sont à corriger.',
  'sum.warning.one': '1 point mérite un coup d’œil.',
  'sum.warning': '{count} points méritent un coup d’œil.',
  'sum.ok': 'Tout ce qui peut être vérifié d’ici est en ordre.',

  'group.wrong': 'À corriger',
  'group.warning': 'À regarder',
  'group.unknown': 'À vérifier vous-même',
  'group.ok': 'En ordre',

  'status.wrong': 'À corriger :',
  'status.warning': 'À regarder :',
  'status.unknown': 'Inconnu :',
  'status.ok': 'En ordre :',

  'check.tag': 'Balise du script',
  'check.endpoint': 'Adresse de Logto (endpoint)',
  'check.application': 'App ID',
  'check.redirect': 'Adresse de retour (Redirect URI)',
  'check.origin': 'Accès depuis ce site (CORS)',
  'check.signOut': 'Adresse après déconnexion (Post sign-out redirect URI)',
  'check.elements': 'Attributs de la page',
  'check.messages': 'Textes pour les visiteurs',
  'check.scopes': 'Scopes et informations demandées',
  'check.tokens': 'Session et jetons',
  'check.clock': 'Horloge de cet appareil',
  'check.address': 'Adresse de cette page',
  'check.storage': 'Stockage du navigateur',
  'check.webAssembly': 'WebAssembly',
  'check.tabs': 'Autres onglets',

  'visit.title': 'Cette visite',
  'visit.state': 'État',
  'visit.organization': 'Organisation choisie',

  late: ['Pas de réponse à temps.', 'Vérifiez à nouveau dans un instant.'],
  failed: ['La vérification elle-même a échoué ({error}).', 'Signalez-le, s’il vous plaît, avec une copie du rapport.'],
  'after.tag': 'À vérifier quand la balise du script sera correcte.',
  'after.endpoint': 'À vérifier quand l’adresse de Logto sera correcte.',
  'after.application': 'À vérifier quand Logto connaîtra l’App ID.',

  'tag.ok': 'Elle est dans l’en-tête (head), une seule fois, et complète.',
  'tag.none': [
    'Aucune balise de script avec `data-logto-endpoint` et `data-logto-app-id` n’est sur la page.',
    'Mettez ces deux attributs sur la balise qui charge `auto.js`, dans l’en-tête de chaque page. Dans Webflow : Site settings > Custom code > Head code.',
  ],
  'tag.twice': [
    'Il y a {count} balises avec `data-logto-endpoint` ou `data-logto-app-id` sur cette page. Seule la première compte.',
    'N’en gardez qu’une. Dans Webflow, regardez le code d’en-tête du site et celui de la page.',
  ],
  'tag.missing.endpoint': [
    '`data-logto-endpoint` manque sur la balise du script.',
    `${APPLICATION} : copiez-y la valeur de « Logto endpoint ».`,
  ],
  'tag.missing.appId': [
    '`data-logto-app-id` manque sur la balise du script.',
    `${APPLICATION} : copiez-y la valeur de « App ID ».`,
  ],
  'tag.placeholder.endpoint': [
    '`data-logto-endpoint` est encore un exemple : `{value}`.',
    `${APPLICATION} : copiez-y la valeur de « Logto endpoint ».`,
  ],
  'tag.placeholder.appId': [
    '`data-logto-app-id` est encore un exemple : `{value}`.',
    `${APPLICATION} : copiez-y la valeur de « App ID ».`,
  ],
  'tag.address': [
    '`data-logto-endpoint` n’est pas une adresse : `{value}`.',
    'Elle commence par `https://`, comme `https://abc123.logto.app`.',
  ],
  'tag.callback': [
    '`data-logto-callback` n’est pas une adresse de ce site : `{value}`.',
    'Mettez un chemin comme `/callback`, ou supprimez l’attribut : les visiteurs reviennent alors à la page d’accueil.',
  ],
  'tag.refused': ['La balise est inutilisable telle quelle : {message}', 'Corrigez cet attribut de la balise du script.'],
  'tag.typo': ['La balise a un attribut `{name}`, qui n’existe pas.', 'Vouliez-vous dire `{meant}` ? Renommez-le.'],
  'tag.unknown': ['La balise a un attribut `{name}`, qui n’existe pas.', 'Supprimez-le, ou corrigez son nom.'],
  'tag.place': [
    'La balise n’est pas dans l’en-tête : la page s’affiche avant que l’on sache qui est connecté.',
    'Déplacez-la dans l’en-tête. Dans Webflow : Site settings > Custom code > Head code.',
  ],
  'tag.flash': [
    'Sans `blocking="render"`, les visiteurs peuvent voir un instant ce qui n’est pas pour eux, comme « Se connecter » alors qu’ils le sont.',
    'Ajoutez `blocking="render"` à la balise du script.',
  ],

  'endpoint.ok': 'Un Logto répond à `{endpoint}`.',
  'endpoint.instead': [
    '`{endpoint}` n’est pas l’adresse de Logto elle-même ; un Logto se trouve à `{instead}`.',
    'Balise du script > `data-logto-endpoint` : mettez `{instead}`.',
  ],
  'endpoint.issuer': [
    'Le Logto à `{endpoint}` s’appelle lui-même `{issuer}` : il a une autre adresse que celle-ci.',
    'Balise du script > `data-logto-endpoint` : mettez `{instead}`, l’adresse qu’il se donne.',
  ],
  'endpoint.console': [
    '`{endpoint}` est l’adresse de Logto Console, et non celle qui est destinée aux sites.',
    `${APPLICATION} : copiez « Logto endpoint » dans \`data-logto-endpoint\` de la balise du script.`,
  ],
  'endpoint.other': [
    'Un serveur répond à `{endpoint}` (statut {status}), mais ce n’est pas un Logto.',
    `${APPLICATION} : copiez « Logto endpoint » dans \`data-logto-endpoint\` de la balise du script.`,
  ],
  'endpoint.closed': [
    '`{host}` répond, mais pas comme un Logto : cette page n’a pas le droit de lire sa réponse.',
    `L’adresse est-elle juste ? ${APPLICATION} l’affiche sous « Logto endpoint ». Si oui, un proxy devant Logto supprime ses en-têtes CORS.`,
  ],
  'endpoint.unreachable': [
    'Personne ne répond à `{host}`.',
    `Cherchez une faute de frappe dans \`data-logto-endpoint\` de la balise du script : ${APPLICATION} l’affiche sous « Logto endpoint ». Si elle est juste, Logto ne tourne pas, ou un bloqueur de ce navigateur l’empêche.`,
  ],
  'endpoint.late': ['`{host}` n’a pas répondu à temps.', 'Vérifiez à nouveau dans un instant. L’adresse est-elle juste ?'],
  'endpoint.offline': ['Cet appareil est hors ligne.', 'Connectez-le, puis vérifiez à nouveau.'],
  'endpoint.policy': [
    'La Content-Security-Policy de ce site interdit les requêtes vers `{host}`.',
    'Là où les en-têtes du site sont réglés : ajoutez `{origin}` à `connect-src`.',
  ],

  'application.ok': 'Logto connaît l’application `{appId}`.',
  'application.unknown': [
    'Logto ne connaît pas l’App ID `{appId}`. Dans un nouvel onglet il affiche `oidc.invalid_client`.',
    `${APPLICATION} : copiez « App ID » dans \`data-logto-app-id\` de la balise du script. Regardez si l’application est bien du même tenant que l’adresse de Logto.`,
  ],
  'application.secret': [
    'L’application `{appId}` est d’un type qui demande un secret, qu’aucun site ne peut garder.',
    'Logto Console > Applications > Create application > Single page app : mettez son App ID dans `data-logto-app-id` de la balise du script.',
  ],
  'application.other': ['Logto a répondu « {error} », qui ne dit rien de l’App ID.', 'Vérifiez à nouveau dans un instant.'],

  'redirect.ok': 'Logto ramène les visiteurs à `{redirectUri}`.',
  'redirect.unregistered': [
    'Logto ne ramène pas les visiteurs à `{redirectUri}` : cette adresse n’est pas enregistrée. Dans un nouvel onglet il affiche `oidc.invalid_redirect_uri`.',
    `${APPLICATION} > Redirect URIs : ajoutez-la exactement telle qu’elle est ici, y compris pour la barre oblique à la fin. Enregistrez, puis vérifiez à nouveau.`,
  ],
  'redirect.noFrames': [
    'Les en-têtes de ce site interdisent les cadres (frames) : d’ici, on ne voit pas si Logto ramène à `{redirectUri}`.',
    `${APPLICATION} > Redirect URIs : elle doit s’y trouver exactement ainsi. Le lien affiche \`oidc.invalid_redirect_uri\` si elle n’y est pas, et ce site si elle y est.`,
  ],
  'redirect.noPage': [
    'Il n’y a pas de page à `{redirectUri}` (statut 404), où reviennent les visiteurs.',
    'Créez-la, avec la même balise de script dans son en-tête ; ou supprimez `data-logto-callback` : les visiteurs reviennent alors à la page d’accueil.',
  ],
  'redirect.invalid_target': [
    'Logto ne connaît pas l’une des API que demande la balise.',
    'Logto Console > API resources : copiez « API identifier » de chacune dans `data-logto-resources` de la balise du script.',
  ],
  'redirect.invalid_scope': [
    'Logto refuse l’un des scopes : {description}.',
    'Corrigez `data-logto-scopes` de la balise du script.',
  ],
  'redirect.unauthorized_client': [
    'L’application n’a pas le droit de connecter des visiteurs depuis un site.',
    'Logto Console > Applications > Create application > Single page app : mettez son App ID dans `data-logto-app-id` de la balise du script.',
  ],
  'redirect.unsupported_response_type': [
    'L’application n’a pas le droit de connecter des visiteurs depuis un site.',
    'Logto Console > Applications > Create application > Single page app : mettez son App ID dans `data-logto-app-id` de la balise du script.',
  ],
  'redirect.other': ['Logto refuse une connexion : `{error}` {description}', 'Le code est expliqué dans docs/errors.md.'],

  'origin.ok': 'Les pages de `{origin}` peuvent lire les réponses de Logto.',
  'origin.closed': [
    'Les pages de `{origin}` ne peuvent pas lire les réponses de Logto.',
    `${APPLICATION} > CORS allowed origins : ajoutez-la exactement telle qu’elle est ici, sans barre oblique à la fin. Une Redirect URI de ce site a le même effet.`,
  ],

  'signOut.register': [
    'D’ici, on ne peut pas vérifier si les visiteurs peuvent revenir à `{uri}` après s’être déconnectés : Logto ne le dit qu’au moment d’une déconnexion.',
    `${APPLICATION} > Post sign-out redirect URIs : regardez si elle s’y trouve exactement telle qu’elle est ici.`,
  ],

  'elements.ok': 'Les attributs de {count} éléments sont corrects.',
  'elements.none': [
    'Aucun élément de cette page n’a d’attribut de Logto.',
    'Donnez à un bouton `data-logto="sign-in"`. Dans Webflow : sélectionnez-le > Settings > Custom attributes.',
  ],
  'elements.more': ['Et {more} autres.', 'Corrigez d’abord ceux-ci, puis vérifiez à nouveau.'],
  'elements.typo': [
    '`{element}` a un attribut `{name}`, qui n’existe pas.',
    'Vouliez-vous dire `{meant}` ? Renommez-le.',
  ],
  'elements.unknown': ['`{element}` a un attribut `{name}`, qui n’existe pas.', 'Supprimez-le, ou corrigez son nom.'],
  'elements.value': ['`{element}` : `{name}` a une valeur qui n’existe pas : `{value}`.', 'Mettez : `{meant}`.'],
  'elements.organization': [
    '`{element}` change d’organisation, mais `{name}` ne dit pas laquelle.',
    'Logto Console > Organizations > <l’organisation> affiche son ID : mettez-le dans `{name}`. Laissez la valeur vide si le bouton sert à quitter l’organisation.',
  ],
  'elements.option': [
    '`{element}` a `{name}`, mais pas le `data-logto` qui va avec.',
    'Ajoutez `data-logto="sign-in"`, ou supprimez `{name}`.',
  ],
  'elements.switch': [
    '`{element}` a `{name}`, qui ne va qu’avec `data-logto="switch-organization"`.',
    'Corrigez `data-logto`, ou supprimez `{name}`.',
  ],
  'elements.otherwise': [
    '`{element}` a `{name}`, mais pas le `data-logto-require` qui va avec.',
    'Ajoutez `data-logto-require="signed-in"`, ou supprimez `{name}`.',
  ],
  'elements.default': [
    '`{element}` a `{name}`, mais rien qu’il puisse remplacer.',
    'Ajoutez `data-logto-text`, `data-logto-src` ou `data-logto-href`, ou supprimez `{name}`.',
  ],
  'elements.image': ['`{element}` a `{name}`, qui est fait pour les images.', 'Mettez-le sur l’image elle-même.'],
  'elements.anchor': ['`{element}` a `{name}`, qui est fait pour les liens.', 'Mettez-le sur le lien lui-même.'],
  'elements.field': [
    '`{element}` a `{name}`, mais n’est dans aucun élément avec `data-logto-form`.',
    'Ajoutez `data-logto-form` au formulaire.',
  ],

  'messages.none': 'Les visiteurs lisent les textes du script de Logto.',
  'messages.ok': 'Les textes du site sont utilisables.',
  'messages.language': [
    'Il n’y a pas de textes dans la langue « {language} » : les visiteurs lisent l’anglais.',
    'Mettez les vôtres dans `<script type="application/json" data-logto-messages>`, ou choisissez une autre langue par `data-logto-lang` sur la balise du script.',
  ],
  'messages.json': [
    'Les textes dans `<script data-logto-messages>` ne sont pas du JSON : aucun n’est utilisé.',
    'Cherchez un guillemet oublié, ou une virgule après le dernier texte.',
  ],
  'messages.type': [
    'Le bloc des textes du site est exécuté comme un script.',
    'Ajoutez `type="application/json"` à `<script data-logto-messages>`.',
  ],
  'messages.typo': ['Il n’y a pas de texte nommé `{name}`.', 'Vouliez-vous dire `{meant}` ? Renommez-le.'],
  'messages.unknown': ['Il n’y a pas de texte nommé `{name}`.', 'Supprimez-le, ou corrigez son nom.'],

  'scopes.ok': 'Demandés : `{scopes}`. Cela couvre ce que montre la page.',
  'scopes.add': [
    'La page utilise `{where}`, mais le scope `{scope}` n’est pas demandé : Logto ne donne pas cette information.',
    'Balise du script > `data-logto-scopes` : mettez ce qui suit. Puis reconnectez-vous.',
  ],
  'scopes.typo': [
    'Il n’y a pas de scope `{scope}`.',
    'Vouliez-vous dire `{meant}` ? Corrigez `data-logto-scopes` de la balise du script.',
  ],
  'scopes.unknown': [
    'Logto n’a pas de scope `{scope}` à lui. Si c’est une permission d’une API, la ressource manque.',
    'Mettez « API identifier » (Logto Console > API resources) dans `data-logto-resources` de la balise du script, ou supprimez le scope.',
  ],
  'scopes.again': [
    'Le scope `{scope}` est demandé, mais cette session ne l’a pas : elle est plus ancienne.',
    'Déconnectez-vous, puis reconnectez-vous.',
  ],
  'scopes.permission': [
    'La permission `{scope}` n’a pas été accordée pour `{resource}`.',
    'Logto Console > API resources > <l’API> > Permissions : y est-elle ? Logto Console > Roles > <un rôle de cette personne> > Permissions : est-elle dans l’un d’eux ? Puis reconnectez-vous.',
  ],

  'tokens.nobody': 'Personne n’est connecté. Connectez-vous pour voir combien de temps dure la session.',
  'tokens.id': 'Jeton d’identité (ID token) : il reste {left} minutes sur {all}.',
  'tokens.own': 'Jeton d’accès à Logto lui-même : il reste {left} minutes.',
  'tokens.access': 'Jeton d’accès à `{name}` : il reste {left} minutes.',
  'tokens.refresh':
    'Il y a un jeton de renouvellement (refresh token) : la session se prolonge d’elle-même, 14 jours sauf réglage contraire de Logto.',
  'tokens.noRefresh': [
    'Il n’y a pas de jeton de renouvellement (refresh token) : le visiteur sera déconnecté dans {left} minutes.',
    `${APPLICATION} > Always issue refresh token : activez-le. Ou supprimez \`data-logto-prompt\` du bouton de connexion. Puis reconnectez-vous.`,
  ],

  'clock.ok': 'Elle est à l’heure.',
  'clock.unknown': 'Le serveur du site ne dit pas l’heure : il n’y a rien à quoi la comparer.',
  'clock.behind': [
    'Elle retarde de {minutes} minutes. La connexion fonctionne quand même, mais d’autres sites peuvent refuser cet appareil.',
    'Réglez-la dans les paramètres du système, automatiquement de préférence.',
  ],
  'clock.ahead': [
    'Elle avance de {minutes} minutes. La connexion fonctionne quand même, mais d’autres sites peuvent refuser cet appareil.',
    'Réglez-la dans les paramètres du système, automatiquement de préférence.',
  ],

  'address.https': 'Ce qui est envoyé est chiffré (https).',
  'address.loopback': 'La page est sur cette machine, où https n’est pas nécessaire.',
  'address.http': [
    'La page est à `{origin}` : les jetons circulent là où d’autres peuvent les lire, et les signatures ne peuvent pas être vérifiées.',
    'Ouvrez-la à `{instead}`, et faites que le serveur y redirige. Dans Webflow : Site settings > Publishing > SSL.',
  ],
  'address.other': [
    'L’adresse de la page commence par `{protocol}` : personne ne peut y être ramené.',
    'Publiez-la par un serveur web, par exemple à `http://localhost`.',
  ],

  'storage.ok': 'Le navigateur enregistre ce qu’il faut à une session.',
  'storage.blocked': [
    '{name} est bloqué : la connexion ne dure pas ici.',
    'Réglages du navigateur > Confidentialité > Cookies et données de sites : autorisez-les pour ce site. En navigation privée, cela peut aussi être bloqué.',
  ],
  'storage.less': [
    '{name} manque : les onglets s’accordent moins bien sur celui qui prolonge la session.',
    'Rien à faire. Il existe en https, dans un navigateur à jour, hors navigation privée.',
  ],

  'webAssembly.ok': 'Il fonctionne.',
  'webAssembly.none': [
    'Il est désactivé dans ce navigateur : `compat.js`, plus gros et plus lent, le remplace.',
    'Rien à faire.',
  ],
  'webAssembly.forbidden': [
    'La Content-Security-Policy de ce site l’interdit : `compat.js`, plus gros et plus lent, le remplace.',
    'Là où les en-têtes du site sont réglés : ajoutez `\'wasm-unsafe-eval\'` à `script-src`.',
  ],

  'tabs.none': 'Aucune autre page de ce site n’est ouverte dans ce navigateur.',
  'tabs.some':
    'Autres pages de ce site ouvertes : {count}. Elles partagent la session. Celles que le navigateur a endormies ne comptent pas.',
  'tabs.unknown': 'Impossible de les compter : le stockage est bloqué.',
};
