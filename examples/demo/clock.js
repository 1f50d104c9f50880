/**
 * A script for the head of a page whose clock is to be wrong: all that is loaded after it reads the
 * time so many milliseconds off. What the page is told by others (cookies, certificates) is not.
 *
 * @param {number} shift positive for a clock that is ahead
 * @returns {string} markup
 */
export const wrongClock = (shift) => `<script>
  // Not part of the site: the demo's start page has set this page's clock wrong.
  (() => {
    const Right = Date;
    const now = () => Right.now() + ${Number(shift)};

    globalThis.Date = new Proxy(Right, {
      construct: (target, given, newTarget) =>
        Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
      apply: () => new Right(now()).toString(),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    });
  })();
</script>
`;
