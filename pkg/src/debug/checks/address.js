// The page's own address: is what is sent safe on its way?

const LOOPBACK = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export const checkAddress = async () => {
  const { protocol, hostname, origin, host } = location;

  if (protocol === 'https:') {
    return [{ status: 'ok', key: 'address.https' }];
  }
  if (protocol === 'http:') {
    return LOOPBACK.test(hostname)
      ? [{ status: 'ok', key: 'address.loopback' }]
      : [{ status: 'wrong', key: 'address.http', values: { origin, instead: `https://${host}` } }];
  }

  return [{ status: 'wrong', key: 'address.other', values: { protocol } }];
};
