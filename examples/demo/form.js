/** Enough for any form of ours. */
const LARGEST_FORM = 16 * 1024;

/**
 * The fields of a submitted form.
 *
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<URLSearchParams>}
 * @throws RangeError when it is larger than any form of ours
 */
export const readForm = async (request) => {
  const chunks = [];
  let size = 0;

  // Whoever sent too much is told so: destroying the request would take the answer's connection along.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > LARGEST_FORM) {
      throw new RangeError('form too large');
    }
    chunks.push(chunk);
  }

  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
};
