// May pages of this site read what Logto answers (CORS)?

export const checkOrigin = async (around) => {
  const answer = await around.application();
  const values = { origin: location.origin };

  if (!answer) {
    return [{ status: 'unknown', key: 'after.endpoint' }];
  }
  if (answer === 'known') {
    return [{ status: 'ok', key: 'origin.ok', values }];
  }
  if (answer === 'closed') {
    return [{ status: 'wrong', key: 'origin.closed', values, paste: location.origin }];
  }

  return [{ status: 'unknown', key: 'after.application' }];
};
