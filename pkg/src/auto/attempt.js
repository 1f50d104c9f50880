/** What a function gives; `undefined` where it throws, as storage does that is blocked. */
export const attempt = (run) => {
  try {
    return run();
  } catch {
    return undefined;
  }
};
