// Is there a Logto at the endpoint?

export const checkEndpoint = async (around) => {
  const { settings } = around;

  if (!settings) {
    return [{ status: 'unknown', key: 'after.tag' }];
  }

  const { endpoint } = settings.config;
  const { state, status = '', issuer, instead } = await around.discovery();
  const values = { endpoint, host: new URL(endpoint).host, origin: new URL(endpoint).origin, status, issuer, instead };

  if (state === 'ok') {
    return [{ status: 'ok', key: 'endpoint.ok', values }];
  }
  if (instead) {
    return [{ status: 'wrong', key: state === 'issuer' ? 'endpoint.issuer' : 'endpoint.instead', values, paste: instead }];
  }

  return [{ status: state === 'late' ? 'unknown' : 'wrong', key: `endpoint.${state}`, values }];
};
