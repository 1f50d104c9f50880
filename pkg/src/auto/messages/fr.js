// What visitors are told, in French.

export default {
  cancelled: 'La connexion a été annulée.',
  refused: 'La connexion a été refusée. Veuillez réessayer.',
  stale: 'Cette connexion n’est plus valable. Veuillez vous reconnecter.',
  ended: 'Votre session est terminée. Veuillez vous reconnecter.',
  network: 'Le service de connexion est injoignable. Veuillez réessayer dans un instant.',
  busy: 'Le service de connexion est très sollicité. Veuillez réessayer dans une minute.',
  clock: 'L’horloge de cet appareil semble fausse. Réglez-la, puis reconnectez-vous.',
  storage: 'Ce navigateur empêche le site de vous reconnaître. Autorisez-le à enregistrer des données.',
  browser: 'Ce navigateur ne permet pas de se connecter ici. Mettez-le à jour ou utilisez-en un autre.',
  setup: 'La connexion est mal configurée sur ce site. Prévenez-en le propriétaire.',
  closed: 'Connectez-vous pour voir cette page.',
  forbidden: 'Votre compte n’a pas accès à cette page.',
  other: 'Un problème est survenu. Veuillez réessayer.',
  back: 'Retour à l’accueil',
  signIn: 'Se connecter',
  close: 'Fermer',
};
