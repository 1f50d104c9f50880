import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../artefacts/', import.meta.url));

/** Where a run leaves what a person may want to look at afterwards. Git ignores it. */
export const artefacts = (name) => path.join(folder, name);

/** Keeps a picture of the page: nothing compares it, people look at it. */
export const keepPicture = async (page, name) => {
  await page.screenshot({ path: path.join(artefacts('screenshots'), `${name}.png`) });
};
