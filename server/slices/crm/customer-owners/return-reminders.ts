/** Reminders of customers who are about to go back to the public pool, for their agents (SPEC C7, C8). */
import { sql, type SqlBool } from 'kysely';
import { returnsAt } from '@bahu/domain/customer-owners/return-rule.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countUnread, isReadBy, type TodoSource } from '../../people/todos/index.ts';
import { ownSettingsOf } from '../../platform/tenants/index.ts';

const warned = (tx: Tx, { tenantId, userId }: Principal) =>
  tx
    .selectFrom('customers as c')
    .where('c.tenantId', '=', tenantId)
    .where('c.ownerId', '=', userId)
    .where('c.returnWarnedAt', 'is not', null)
    .where(sql<SqlBool>`not ${isReadBy('customer-return', 'c.id', userId)}`);

const minuteMs = 60_000;
/** As the clock on the company's wall shows it, the same in every language. */
const wallTime = (ms: number, utcOffsetMinutes: number): string =>
  new Date(ms + utcOffsetMinutes * minuteMs).toISOString().slice(0, 16).replace('T', ' ');

export const returnReminders: TodoSource = {
  unread: async (tx, reader, most) => {
    const { customers: rule, utcOffsetMinutes } = await ownSettingsOf(tx, reader.tenantId);
    if (rule.returnAfterDays === 0 || rule.returnWarnDays === 0) return { rows: [], count: 0 };
    const found = warned(tx, reader);
    const rows = await found
      .select(['c.id', 'c.name', 'c.followedAt', 'c.returnWarnedAt'])
      .orderBy('c.returnWarnedAt', 'desc')
      .orderBy('c.id', 'desc')
      .limit(most)
      .execute();
    return {
      count: await countUnread(tx, found.select('c.id')),
      rows: rows.map(({ id, name, followedAt, returnWarnedAt }) => {
        const at = returnWarnedAt!;
        const due = returnsAt(rule, { followedMs: followedAt.getTime(), warnedMs: at.getTime() });
        const detail = wallTime(due, utcOffsetMinutes);
        return {
          id,
          title: name,
          detail,
          about: 'returns-to-pool',
          level: 'normal',
          at,
          customerId: id,
          call: { customerId: id },
        };
      }),
    };
  },
  isOpenTo: async (tx, reader, id) =>
    (await warned(tx, reader).where('c.id', '=', id).select('c.id').executeTakeFirst()) !== undefined,
};
