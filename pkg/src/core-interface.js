/**
 * The number of the interface between the entry file and the core. It changes when either side expects something
 * new of the other, and only in a release that no `^` or `~` range crosses.
 */
export const INTERFACE = 1;
