/** PostgreSQL refuses to run as root. Started by root, it runs as a service account and its files lie where that account can reach them. */
import { chownSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.ts';

export interface ServiceAccount {
  name: string;
  uid: number;
  gid: number;
}

const usualNames = ['bahu', 'postgres', 'nobody'];

/**
 * The account for a server that must not be root, or null when we are not root ourselves.
 * @throws SetupError when the system has none of the usual accounts.
 */
export function findServiceAccount(passwd: string = readFileSync('/etc/passwd', 'utf8')): ServiceAccount | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = passwd.split('\n').map((line) => line.split(':'));
  for (const name of usualNames) {
    const fields = accounts.find((account) => account[0] === name);
    if (fields) return { name, uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new SetupError(
    'PostgreSQL cannot run as root and there is no account bahu, postgres or nobody to run it: add one with "useradd --system bahu", or start as an ordinary user.',
  );
}

/** Whether an account may enter all folders on the way to `folder`, by their permission bits. */
export function canReach(account: ServiceAccount, folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const stat = statSync(at);
    const bits = stat.uid === account.uid ? stat.mode >> 6 : stat.gid === account.gid ? stat.mode >> 3 : stat.mode;
    if ((bits & constants.X_OK) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Makes a private folder that belongs to the account, or to us when there is none. */
export function makePrivateFolder(folder: string, account: ServiceAccount | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}
