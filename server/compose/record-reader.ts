/** Reads a record exactly as the routes show it to somebody: through the routes themselves, on an application that listens nowhere. */
import { randomUUID } from 'node:crypto';
import { permissions } from '@bahu/contract/permissions.ts';
import type { Principal } from '../kernel/auth/principal.ts';
import { checkRights, contextOf } from '../kernel/http/access.ts';
import { createApp } from '../kernel/http/app.ts';
import { deskWithoutEngine, mountSlices, type OriginParts } from './origin.ts';

export interface RecordReader {
  /** What `GET path` answers the reader, or null when it is not for them. @throws Error when it could not be found out. */
  read(reader: Principal, path: string): Promise<unknown>;
  close(): Promise<void>;
}

const readerHeader = 'x-reader';
const readPermissions: ReadonlySet<string> = new Set(permissions);

/** Mounts all slices for readers that are handed over in this process. */
export async function createRecordReader(parts: OriginParts): Promise<RecordReader> {
  const readers = new Map<string, Principal>();
  const app = await createApp({ log: parts.log, tls: null, trustedProxies: [] });
  mountSlices(
    app,
    {
      admit: async (request, route) => {
        const reader = readers.get(String(request.headers[readerHeader]));
        if (!reader) throw new Error('a reader is handed over with each request');
        request.principal = reader;
        checkRights(reader, route);
      },
      context: (request, reply) => contextOf(parts.db, request, reply),
      offers: ({ permission }) => readPermissions.has(permission),
    },
    parts,
    { desk: deskWithoutEngine },
  );
  return {
    read: async (reader, path) => {
      const ticket = randomUUID();
      readers.set(ticket, reader);
      try {
        const { statusCode, body } = await app.inject({
          method: 'GET',
          url: path,
          headers: { [readerHeader]: ticket },
        });
        if (statusCode === 403 || statusCode === 404) return null;
        if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
        return JSON.parse(body) as unknown;
      } finally {
        readers.delete(ticket);
      }
    },
    close: () => app.close(),
  };
}
