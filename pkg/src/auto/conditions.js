// For whom an element is there: `signed-in`, `role:admin`, `organization:ID` …

const KINDS = {
  'signed-in': ({ isSignedIn }) => isSignedIn,
  'signed-out': ({ isSignedIn }) => !isSignedIn,
  role: ({ claims }, role) => claims?.roles?.includes(role),
  organization: (visitor, id) => visitor.isMemberOf(id),
  // As in the claim: `ID:ROLE`.
  'organization-role': ({ claims }, role) => claims?.organization_roles?.includes(role),
  'current-organization': ({ organization }, id) => organization === id,
};

/** The parts of a list such as `role:admin, role:editor`. Names of roles may have spaces. */
export const conditionsOf = (list) => list.split(',').map((each) => each.trim());

/** Its kind and what comes after that; `undefined` for what is no condition. */
export const parseCondition = (text) => {
  const [, kind, value] = /^([a-z-]+)(?::(.+))?$/.exec(text) ?? [];
  const takesValue = kind !== 'signed-in' && kind !== 'signed-out';

  return Object.keys(KINDS).includes(kind) && takesValue === Boolean(value)
    ? { kind, value }
    : undefined;
};

const holds = (visitor, text) => {
  const condition = parseCondition(text);

  // What nobody understands holds for nobody. The panel tells.
  return Boolean(condition && KINDS[condition.kind](visitor, condition.value));
};

/** Does one of a list hold? As long as nothing is known, none does. */
export const holdsAny = (visitor, list) =>
  visitor.isKnown && conditionsOf(list).some((text) => holds(visitor, text));
