/** The unpacked package: what `npm install` would put into a project's node_modules. */
export const packageDir = process.env.LOGTO_WASM_PACKAGE;

if (packageDir === undefined) {
  throw new Error('Run these tests by `cargo xtask test package`: it packs the package for them.');
}
