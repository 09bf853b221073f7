/** Numbers come on the list, and go again, by what agents say of calls. */
import { sql } from 'kysely';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Listeners } from '../../../kernel/domain-events.ts';
import { newId } from '../../../kernel/ids.ts';
import { checkRoom } from './entries.ts';

export const blacklistListeners: Listeners = {
  /** A number that is there for calls coming in is there for both then; what would expire stays. */
  'number.blocked': async (tx, { entryId, number, reason, actor }) => {
    const known = await tx.selectFrom('blacklistEntries').select(['id', 'number']).where('id', '=', entryId).execute();
    if (!known.some((one) => one.number === number)) await checkRoom(tx, 1);
    // Somebody has given the entry to another number since.
    const id = known.some((one) => one.number !== number) ? newId() : entryId;
    const row = await tx
      .insertInto('blacklistEntries')
      .values({ tenantId: actor.principal.tenantId, id, number, direction: 'outbound', reason })
      .onConflict((there) =>
        there
          .columns(['tenantId', 'number'])
          .doUpdateSet({
            direction: sql<'both'>`case when blacklist_entries.direction = 'inbound' then 'both' else blacklist_entries.direction end`,
            expiresAt: null,
            version: sql<number>`blacklist_entries.version + 1`,
          })
          .where((of) =>
            of.or([of('blacklistEntries.direction', '=', 'inbound'), of('blacklistEntries.expiresAt', 'is not', null)]),
          ),
      )
      .returning(['id', 'direction', 'version'])
      .executeTakeFirst();
    if (!row) return;
    await audit(tx, actor, {
      action: row.version === 1 ? 'blocked-number.create' : 'blocked-number.change',
      recordType: 'blocked-number',
      recordId: row.id,
      recordName: nationalForm(number),
      after: { number, direction: row.direction, reason },
    });
  },
  /** What was there before stays, and what somebody has changed since. */
  'number.unblocked': async (tx, { entryId, actor }) => {
    const row = await tx
      .deleteFrom('blacklistEntries')
      .where('id', '=', entryId)
      .where('direction', '=', 'outbound')
      .where('version', '=', 1)
      .returning(['number', 'reason'])
      .executeTakeFirst();
    if (!row) return;
    await audit(tx, actor, {
      action: 'blocked-number.delete',
      recordType: 'blocked-number',
      recordId: entryId,
      recordName: nationalForm(row.number),
      before: row,
    });
  },
};
