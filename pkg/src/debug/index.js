/**
 * The panel that checks a site's set-up and says what to change and where, for `?logto-debug` and `data-logto-debug`.
 * A file of its own, which `auto.js` imports when somebody asks for it.
 *
 * A way round this folder: each file in `checks/` looks at one thing and answers with findings, which are names of
 * texts (`messages/`) and values. `run.js` asks them all, none for longer than a few seconds. `around.js` is what they
 * look at together; `discovery.js`, `probe.js` and `authorization.js` ask the provider. `panel.js` shows what they
 * found, `report.js` writes it down for somebody else. What is shown has nothing of a token, a code or a user in it.
 */
import { listenersAreThere } from '../auto/tell.js';
import { Panel } from './panel.js';

/** How long, in milliseconds, the page's own work is waited for: checks would only take turns with it. */
const PATIENCE = 8000;

const isSettled = ({ client, isLeaving, wasReady }) => !client || isLeaving || wasReady;

/** Resolves when the layer has done what a page begins with, or has been at it for too long. */
const settled = async (layer) => {
  await listenersAreThere();

  if (!isSettled(layer)) {
    await new Promise((resolve) => {
      document.addEventListener('logto:ready', resolve, { once: true });
      setTimeout(resolve, PATIENCE);
    });
  }
};

/** Opens the panel. @param layer see `../auto/layer.js` */
export const openPanel = async (layer) => {
  const panel = new Panel(layer);

  await settled(layer);

  // The browser kept the page as it was left, and shows it again.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && panel.isOpen) {
      panel.checkAll();
    }
  });

  // The provider is asked nothing while the visitor is on the way there.
  if (!layer.isLeaving) {
    await panel.checkAll();
  }
};
