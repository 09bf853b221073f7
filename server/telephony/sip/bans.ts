/**
 * Whom the media server shuts out, on the disk: it outlives a process that is killed, and cannot be asked for the
 * list.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface BanBook {
  /** Addresses that a former process shut out and did not let in again. */
  read(): string[];
  /** @throws what the file system throws. */
  write(addresses: readonly string[]): void;
}

/** A file that is missing or damaged holds nobody. */
export function openBanBook(file: string): BanBook {
  return {
    read: () => {
      try {
        const known: unknown = JSON.parse(readFileSync(file, 'utf8'));
        return Array.isArray(known) ? known.filter((address) => typeof address === 'string') : [];
      } catch {
        return [];
      }
    },
    write: (addresses) => {
      const next = `${file}.new`;
      writeFileSync(next, JSON.stringify(addresses), { mode: 0o600 });
      renameSync(next, file);
    },
  };
}
