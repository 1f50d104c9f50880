// Who is looking at the page: what storage says of that now, and what the provider adds when the page shows it.

/** Claims that Logto tells at its UserInfo endpoint only: tokens would become too large. */
const ONLY_IN_USER_INFO = ['custom_data', 'identities', 'sso_identities', 'organization_data'];

/** The organization of a path such as `organization.name`: of those the visitor is in, the one switched to. */
const ORGANIZATION = 'organization';

/** What an object has of its own: nothing that all objects have, and no length of a text. */
const own = (object, name) =>
  Object.prototype.propertyIsEnumerable.call(object ?? {}, name) ? object[name] : undefined;

/** What is shown of a value; `undefined` where there is nothing to show. */
const shown = (value) => {
  if (Array.isArray(value)) {
    return value.map(shown).filter(Boolean).join(', ') || undefined;
  }

  return value === null || typeof value === 'object' || value === '' ? undefined : `${value ?? ''}` || undefined;
};

/** Where nobody can sign in, nobody is. */
export const NOBODY = {
  isKnown: true,
  isSignedIn: false,
  isMemberOf: () => false,
  valueOf: () => undefined,
};

export class Visitor {
  /**
   * @param client
   * @param changed is called when more is known
   * @param failed is called with an error
   */
  constructor(client, changed, failed) {
    this.client = client;
    this.changed = changed;
    this.failed = failed;
    // While a sign-in is being completed, nobody is signed in or out.
    this.isBetween = false;
    this.look();
  }

  /** Looks at storage, which other tabs change, too. */
  look() {
    const { isAuthenticated, claims } = this.client.getSnapshot();

    this.isKnown = !this.isBetween;
    this.isSignedIn = isAuthenticated;

    if (this.claims !== claims) {
      this.claims = claims;
      this.info = undefined;
      this.asking = undefined;
    }

    this.organization = this.readOrganization();
  }

  /** Where it is kept which organization the visitor has switched to. */
  get organizationKey() {
    return this.client.adapter.storage.getKey(ORGANIZATION);
  }

  readOrganization() {
    try {
      const id = localStorage.getItem(this.organizationKey);

      if (id && this.isKnown && !this.isSignedIn) {
        // The next visitor is somebody else.
        localStorage.removeItem(this.organizationKey);
      }

      return this.isSignedIn && this.isMemberOf(id) ? id : undefined;
    } catch {
      return undefined;
    }
  }

  isMemberOf(id) {
    return Boolean(this.claims?.organizations?.includes(id));
  }

  /** Only those whom the provider gives a token for an organization are in it. */
  async switchTo(organization) {
    if (organization) {
      await this.client.getOrganizationToken(organization);
      localStorage.setItem(this.organizationKey, organization);
    } else {
      localStorage.removeItem(this.organizationKey);
    }

    this.changed();
  }

  /**
   * What there is to show for a path such as `custom_data.plan`; the first of `name|email` that there is.
   *
   * @param isAsked whether to ask the provider for what the ID token does not say
   */
  valueOf(paths, isAsked = true) {
    for (const path of paths.split('|')) {
      const value = shown(this.find(path.trim().split('.'), isAsked));

      if (value !== undefined) {
        return value;
      }
    }

    return undefined;
  }

  find([first, ...rest], isAsked) {
    if (first === ORGANIZATION) {
      return this.ofOrganization(rest[0]);
    }

    const known = own(this.info, first) === undefined ? own(this.claims, first) : own(this.info, first);

    if (known === undefined && (isAsked || ONLY_IN_USER_INFO.includes(first))) {
      this.askForMore();
    }

    return rest.reduce(own, known);
  }

  ofOrganization(name) {
    const { organization: id } = this;

    if (!id || name === 'id') {
      return id;
    }

    const all = this.find(['organization_data'], true);

    return own(Array.isArray(all) && all.find((each) => each.id === id), name);
  }

  /** Asks the UserInfo endpoint, once for a session and a page. */
  askForMore() {
    if (!this.isSignedIn || this.asking) {
      return;
    }

    const { claims } = this;

    this.asking = this.client.fetchUserInfo().then(
      (info) => {
        // Somebody else may have signed in meanwhile.
        if (this.claims === claims) {
          this.info = info;
          this.changed();
        }
      },
      (error) => this.failed(error)
    );
  }
}
