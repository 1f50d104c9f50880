import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

const CONTENT_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
};

/** @param {string} file */
export const contentType = (file) =>
  CONTENT_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';

/**
 * The names a request's path is made of, decoded: `/css/site.css` is `['css', 'site.css']`.
 *
 * @param {string} target the request target as it came, before any normalisation: a URL parser would
 *   resolve `..` silently, and what climbs out of the site is to be refused, not guessed at
 * @returns {string[] | undefined} undefined for what no page of ours ever asks for
 */
export const parsePath = (target) => {
  const [rawPath] = target.split(/[?#]/, 1);

  if (!rawPath.startsWith('/')) {
    return undefined;
  }

  try {
    // Decoded first, split afterwards: `%2f` must not smuggle a separator past the check below.
    const names = decodeURIComponent(rawPath.slice(1)).split('/');
    const isRefused = (name) => name === '.' || name === '..' || /[\\\u0000]/.test(name);

    return names.some(isRefused) ? undefined : names;
  } catch {
    return undefined;
  }
};

/**
 * Read a file below a folder.
 *
 * @param {string} folder
 * @param {string[]} names from `parsePath`
 * @returns {Promise<Buffer | undefined>} undefined when there is no such file, or when a link leads
 *   out of the folder
 */
export const readBelow = async (folder, names) => {
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, ...names));

    return file.startsWith(root + path.sep) ? await readFile(file) : undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(error.code)) {
      return undefined;
    }
    throw error;
  }
};
