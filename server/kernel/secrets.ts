/** Secrets of the installation: made once at random and kept in one file that only its owner may read. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { SetupError } from './errors.ts';

/** Gives the secret of a name, 192 random bits as URL-safe text, the same one for ever. */
export type Secrets = (name: string) => string;

/**
 * Opens the file of secrets, which appears with the first secret asked for.
 * @throws SetupError when the file is there and is no JSON object of texts.
 */
export function openSecrets(file: string): Secrets {
  const known = readSecrets(file);
  return (name) => {
    const old = known.get(name);
    if (old !== undefined) return old;
    const secret = randomBytes(24).toString('base64url');
    known.set(name, secret);
    const next = `${file}.new`;
    writeFileSync(next, `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`, { mode: 0o600 });
    renameSync(next, file);
    return secret;
  };
}

/** The secret of a name if there is one in the file; none is made. @throws SetupError as `openSecrets`. */
export const findSecret = (file: string, name: string): string | undefined => readSecrets(file).get(name);

function readSecrets(file: string): Map<string, string> {
  if (!existsSync(file)) return new Map();
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
  } catch (cause) {
    throw new SetupError(
      `${file} is damaged: restore it from a backup, or remove the whole data folder to start anew.`,
      { cause },
    );
  }
}
