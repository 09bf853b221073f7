/** What a tenant stores in files, and how much it may: the licence says, 0 for any amount. */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';

/** Bytes of recordings, of those that are announced, greetings, uploads and files of records together; those that are still on their way count as announced. */
export const storedBytes = sql<number>`(
  (select coalesce(sum(bytes), 0) from recordings) + (select coalesce(sum(bytes), 0) from imports where path is not null)
  + (select coalesce(sum(bytes), 0) from attachments) + (select coalesce(sum(bytes), 0) from greetings)
  + (select coalesce(sum(bytes), 0) from local_recordings))`;

/** @throws Refusal tenant.storage-full when so many bytes more do not fit. */
export async function refuseWhenFull(tx: Tx, tenantId: string, bytes: number): Promise<void> {
  const { most, stored } = await tx
    .selectFrom('tenants')
    .select(['storageBytes as most', storedBytes.as('stored')])
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  if (most > 0 && Number(stored) + bytes > most) throw new Refusal('tenant.storage-full');
}
