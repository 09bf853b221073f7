import { sql } from 'kysely';
import type { Db } from '../../kernel/db.ts';
import type { Files } from '../../kernel/files.ts';

const old = sql<Date>`now() - interval '30 days'`;

/** Removes imports of a month ago with their files and staged rows; what they wrote stays. */
export async function forgetImports(db: Db, tenantId: string, files: Files): Promise<void> {
  const found = await db.tenant(tenantId, (tx) => tx.selectFrom('imports').select(['id', 'path']).where('createdAt', '<', old).where('state', 'not in', ['applying', 'undoing']).execute());
  for (const { id, path } of found) {
    await files.remove(path);
    await db.tenant(tenantId, async (tx) => {
      await tx.deleteFrom('importRows').where('importId', '=', id).execute();
      await tx.deleteFrom('imports').where('id', '=', id).execute();
    });
  }
}
