/** The files of the repository, as Git knows them or would take them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

const git = (...options) =>
  execFileSync('git', ['ls-files', '-z', ...options], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)));

const named = (paths, name) => paths.filter((path) => path.split('/').at(-1) === name);

/** The paths of all files with this name. */
export const filesNamed = (name) =>
  named(git('--cached', '--others', '--exclude-standard'), name);

/** The same, of those that are committed or about to be. */
export const committedNamed = (name) => named(git('--cached'), name);

export const read = (path) => readFileSync(join(root, path), 'utf8');
