/** Addresses that a browser runs, or makes something of that is no place to go to. */
export const DANGEROUS = [
  'javascript:alert(1)',
  'javascript://localhost/%0Aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://evil.test/2d5f',
  'file:///etc/passwd',
  'vbscript:msgbox(1)',
];

/** The same address to a browser's parser (WHATWG URL §4.4): it drops what is not to be seen. */
export const disguises = (address) => {
  const [scheme, rest] = [address.slice(0, 4), address.slice(4)];

  // Some are the same, where the scheme is as short.
  return [...new Set([
    address.toUpperCase(),
    `${scheme.toUpperCase()}${rest}`,
    ` ${address}`,
    `\n\t ${address}`,
    `\u0001${address}`,
    `\u001f ${address}`,
    `${scheme}\t${rest}`,
    `${scheme}\n${rest}`,
    `${scheme}\r\n${rest}`,
    address.replace(':', '\t:'),
    address.replace(':', ':\n'),
  ])];
};
