/**
 * The files of the journal: a line of JSON per batch, one file per tenant, and one beside it for what the database
 * refuses.
 */
import { closeSync, fchmodSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { isPayload, type Payload } from './batch.ts';
import { inWordsOfToday } from './journal-words.ts';

export interface Entry {
  /** Of the owner who wrote it. */
  epoch: number;
  payload: Payload;
}

const refused = '.refused.ndjson';

/** Where a tenant's batches are set aside. */
export const refusedFile = (folder: string, tenantId: string): string => path.join(folder, `${tenantId}${refused}`);

/** Nobody but the server's own account reads what callers withheld. */
const ownerOnly = { folder: 0o700, file: 0o600 } as const;

/**
 * Adds a line and waits until it is on the disk. A file of before that others may read is closed to them first.
 * @throws what the file system throws, e.g. ENOSPC.
 */
export function appendLine(file: string, entry: object): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: ownerOnly.folder });
  const handle = openSync(file, 'a', ownerOnly.file);
  try {
    fchmodSync(handle, ownerOnly.file);
    writeSync(handle, `${JSON.stringify(entry)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What a line says, in the words of today; null when it is no line of ours: also one of a server that knew calls in another shape. */
export function readEntry(line: string): Entry | null {
  try {
    const entry = JSON.parse(line) as Partial<Entry> | null;
    if (typeof entry?.epoch !== 'number' || !isPayload(entry.payload)) return null;
    return { epoch: entry.epoch, payload: inWordsOfToday(entry.payload) };
  } catch {
    return null;
  }
}

/**
 * How many batches were set aside in a folder and not looked at yet: whoever has dealt with such a file removes it.
 */
export function countRefused(folder: string): number {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(refused));
  } catch {
    return 0;
  }
  return names.reduce(
    (sum, name) => sum + readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean).length,
    0,
  );
}
