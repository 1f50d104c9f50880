/**
 * How often a page waited for the network: the length of the longest chain of requests each of which
 * began after the one before it had ended. Requests that overlap are one wave.
 *
 * @param {Array<{ start: number, end: number }>} requests
 */
export const countWaves = (requests) => {
  let waves = 0;
  let ended = -Infinity;

  // Whichever ends first leaves the most room for others: the usual way to find the most intervals that
  // do not overlap.
  for (const { start, end } of requests.toSorted((one, other) => one.end - other.end)) {
    if (start >= ended) {
      waves += 1;
      ended = end;
    }
  }

  return waves;
};
