/**
 * The entry for sites without code: all of the SDK, and the layer that works on the page's elements by their
 * `data-logto-…` attributes. Importing it starts the layer; on a server it does nothing.
 *
 * A way round this folder: settings are read off the script's tag (`settings.js`); they make a client, and what that
 * knows of the visitor (`visitor.js`) is shown on the page (`render.js`): which elements are there (`conditions.js`)
 * and what is in them (`values.js`, `forms.js`). What visitors do with elements (`controls.js`) calls the client
 * (`actions.js`), the way back ends in `callback.js`. `layer.js` holds it all together.
 */
import { Layer } from './layer.js';
import { findTag } from './settings.js';
import { Steps } from './steps.js';

export * from '../index.js';
export { default } from '../index.js';

/** Marks a page that has the layer: a second tag would do everything twice. */
const STARTED = Symbol.for('logto-wasm.auto');

const start = () => {
  if (document[STARTED]) {
    console.warn('Logto: the script for sites without code is on this page twice. One of them does nothing.');
    return;
  }

  const layer = new Layer(findTag());

  document[STARTED] = layer;

  if (Steps.isWanted(layer.tag)) {
    layer.steps.keep();
    // A file of its own: visitors need it not.
    import('./debug.js').then(({ openPanel }) => openPanel(layer)).catch(console.error);
  }

  layer.run();
};

if (typeof document !== 'undefined') {
  start();
}
