/**
 * For `compat.js`: what the glue imports of `__wbindgen_externref_xform__` where a module does not use reference types. Where
 * a module uses them, wasm-bindgen's command replaces it.
 */

/** The number of the first value in the glue's list of objects that is not a constant. */
export const __wbindgen_externref_statics_end = () => 1028;
