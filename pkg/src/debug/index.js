/** Opens the panel that checks a site's set-up. */
export const openPanel = () => {};
