/**
 * Files that are not rows: recordings and their waveforms, files of imports and of records. A port with one adapter, a local folder; object storage fits the same port.
 * Names are made by us from ids and fixed words and start with the tenant, so no tenant can name a file of another.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The first and the last byte, both included. */
export interface ByteRange {
  from: number;
  to: number;
}

export interface Files {
  /** Writes a file whole or not at all and returns its size in bytes; when it returns, no loss of power takes it away. */
  put(name: string, content: Buffer | Readable): Promise<number>;
  /** Size in bytes, or null when there is no such file. */
  size(name: string): Promise<number | null>;
  /** Its bytes, or a range of them. @throws ENOENT through the stream when it is gone. */
  read(name: string, range?: ByteRange): Readable;
  /** The files of a folder of a tenant, unfinished ones among them. */
  list(tenantId: string, folder: string): Promise<{ name: string; changedAt: Date }[]>;
  /** Removes it; one that is not there is removed already. */
  remove(name: string): Promise<void>;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const namePattern = new RegExp(`^${uuid}(?:/[a-z0-9][a-z0-9.-]{0,80}){1,4}$`);

/** The name of a tenant's file from its parts, e.g. `fileName(tenantId, 'recordings', '2026-11', `${id}.wav`)`. */
export function fileName(tenantId: string, ...parts: string[]): string {
  const name = [tenantId, ...parts].join('/');
  if (!namePattern.test(name) || name.includes('..')) throw new TypeError(`no name for a file: ${name}`);
  return name;
}

/** Keeps files in a folder, which is made when the first one is put. */
export function createLocalFiles(folder: string): Files {
  const place = (name: string): string => {
    if (!namePattern.test(name) || name.includes('..')) throw new TypeError(`no name for a file: ${name}`);
    return path.join(folder, name);
  };
  return {
    put: async (name, content) => {
      const target = place(name);
      const unfinished = `${target}.${process.pid}.new`;
      await mkdir(path.dirname(target), { recursive: true });
      try {
        if (Buffer.isBuffer(content)) await writeFile(unfinished, content, { mode: 0o600, flush: true });
        else await pipeline(content, createWriteStream(unfinished, { mode: 0o600, flush: true }));
        const { size } = await stat(unfinished);
        await rename(unfinished, target);
        await syncFolder(path.dirname(target));
        return size;
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    size: async (name) => {
      try {
        return (await stat(place(name))).size;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    read: (name, range) => createReadStream(place(name), range && { start: range.from, end: range.to }),
    list: async (tenantId, ofFolder) => {
      const files = await readdir(path.join(folder, tenantId, ofFolder)).catch(orNothing);
      const names = files.map((file) => `${tenantId}/${ofFolder}/${file}`).filter((name) => namePattern.test(name));
      return Promise.all(
        names.map(async (name) => {
          const { mtime } = await stat(place(name)).catch(() => ({ mtime: new Date() })); // gone meanwhile
          return { name, changedAt: mtime };
        }),
      );
    },
    remove: (name) => rm(place(name), { force: true }),
  };
}

/** A name is safe when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A folder that was never made has no files. */
function orNothing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
