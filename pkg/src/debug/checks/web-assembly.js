// May the page compile WebAssembly? Without, the same code is fetched as JavaScript.

/** A module with nothing in it. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

const compiles = () => {
  try {
    return Boolean(new WebAssembly.Module(EMPTY));
  } catch {
    return false;
  }
};

export const checkWebAssembly = async () => {
  if (typeof WebAssembly === 'undefined') {
    return [{ status: 'warning', key: 'webAssembly.none' }];
  }

  return [
    compiles()
      ? { status: 'ok', key: 'webAssembly.ok' }
      : { status: 'warning', key: 'webAssembly.forbidden' },
  ];
};
