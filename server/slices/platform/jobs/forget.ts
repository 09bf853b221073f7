import { sql } from 'kysely';
import type { Db } from '../../../kernel/db.ts';
import type { Files } from '../../../kernel/files.ts';

/** Removes jobs that ended a month ago, with their files. */
export async function forgetJobs(db: Db, tenantId: string, files: Files): Promise<void> {
  const found = await db.tenant(tenantId, (tx) =>
    tx
      .selectFrom('backgroundJobs')
      .select(['id', 'path'])
      .where('endedAt', '<', sql<Date>`now() - interval '30 days'`)
      .execute(),
  );
  for (const { path } of found) if (path !== null) await files.remove(path);
  if (found.length)
    await db.tenant(tenantId, (tx) =>
      tx
        .deleteFrom('backgroundJobs')
        .where(
          'id',
          'in',
          found.map(({ id }) => id),
        )
        .execute(),
    );
}
