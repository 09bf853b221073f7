import { sql } from 'kysely';
import type { Db } from '../../../kernel/db.ts';
import type { Files } from '../../../kernel/files.ts';
import { dropFile } from './stop.ts';
import { endedStates } from './store.ts';

const monthAgo = sql<Date>`now() - interval '30 days'`;
/** Longer than any upload takes. */
const leftoverMs = 24 * 3600 * 1000;

/**
 * Removes imports of a month ago with their files and staged rows; what they wrote stays. Files that belong to no
 * import any more go sooner.
 */
export async function forgetImports(db: Db, tenantId: string, files: Files): Promise<void> {
  const found = await db.tenant(tenantId, (tx) =>
    tx
      .selectFrom('imports')
      .select(['id', 'path'])
      .where('createdAt', '<', monthAgo)
      .where('state', 'not in', ['applying', 'undoing'])
      .execute(),
  );
  for (const { id, path } of found) {
    if (path !== null) await files.remove(path);
    await db.tenant(tenantId, async (tx) => {
      await tx.deleteFrom('importRows').where('importId', '=', id).execute();
      await tx.deleteFrom('imports').where('id', '=', id).execute();
    });
  }
  const ended = await db.tenant(tenantId, (tx) =>
    tx
      .selectFrom('imports')
      .select('id')
      .where('state', 'in', [...endedStates])
      .where('path', 'is not', null)
      .execute(),
  );
  for (const { id } of ended) await dropFile((work) => db.tenant(tenantId, work), files, id);
  await removeLeftovers(db, tenantId, files);
}

/** What an upload left behind whose process was killed: half a file, or one that was never written down. */
async function removeLeftovers(db: Db, tenantId: string, files: Files): Promise<void> {
  const rows = await db.tenant(tenantId, (tx) =>
    tx.selectFrom('imports').select('path').where('path', 'is not', null).execute(),
  );
  const known = new Set(rows.map(({ path }) => path));
  for (const { name, changedAt } of await files.list(tenantId, 'imports')) {
    if (!known.has(name) && Date.now() - changedAt.getTime() > leftoverMs) await files.remove(name);
  }
}
