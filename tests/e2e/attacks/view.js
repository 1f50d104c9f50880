/** What a page can find out about its session. None of it asks the provider, while a token is fresh. */
const VIEW = ['isAuthenticated', 'getIdToken', 'getRefreshToken', 'getAccessToken', 'getSnapshot'];

/** The view, and what calls after it come to: in one go, as there are hundreds of cases. */
export const viewAnd = async (client, ...calls) => {
  const outcomes = await client.outcomes(...VIEW.map((method) => [method]), ...calls);
  const codes = VIEW.map((method, at) => {
    const { error, value } = outcomes[at];
    return [method, error ? error.code : value];
  });

  return [Object.fromEntries(codes), ...outcomes.slice(VIEW.length)];
};

export const viewOf = async (client) => {
  const [view] = await viewAnd(client);
  return view;
};
