/** Reminders of follow-ups (下次提醒, SPEC C8): whom the reader is to call, at the time that the latest follow-up says. */
import { sql, type SqlBool } from 'kysely';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countUnread, isReadBy, type TodoSource } from '../../people/todos/index.ts';
import { belongingOf, canOpen } from './scope.ts';

/** A line of what was agreed is enough to know it again. */
const detailLength = 120;

/** Customers whose agent the reader is, or whom nobody owns and the reader agreed it with; read ones are settled. */
const reminded = (tx: Tx, reader: Principal) =>
  tx
    .selectFrom('customers as c')
    .innerJoin('followUps as f', (join) =>
      join.onRef('f.tenantId', '=', 'c.tenantId').onRef('f.id', '=', 'c.reminderId'),
    )
    .where(sql<SqlBool>`coalesce(c.owner_id, c.reminder_author_id) = ${reader.userId} and c.remind_at is not null`)
    .where(reader.permissions.has('follow-up.read') ? canOpen(reader) : sql<SqlBool>`false`)
    .where(sql<SqlBool>`not ${isReadBy('follow-up', 'f.id', reader.userId)}`);

const due = (tx: Tx, reader: Principal) => reminded(tx, reader).where(sql<SqlBool>`c.remind_at <= now()`);

const rows = (found: ReturnType<typeof reminded>, order: 'asc' | 'desc', most: number) =>
  found
    .select(['f.id', 'c.name as title', 'c.id as customerId'])
    .select(sql<string>`left(f.content, ${detailLength})`.as('detail'))
    .select(sql<Date>`c.remind_at`.as('at'))
    .select(sql<'normal'>`'normal'`.as('level'))
    .select(sql<{ customerId: string }>`jsonb_build_object('customerId', c.id)`.as('call'))
    .orderBy('c.remindAt', order)
    .orderBy('f.id', order)
    .limit(most)
    .execute();

export const followUpReminders: TodoSource = {
  unread: async (tx, reader, most) => {
    const found = due(tx, reader);
    const count = await countUnread(tx, found.select('f.id'));
    return { rows: await rows(found, 'desc', most), count };
  },
  isOpenTo: async (tx, reader, id) =>
    (await reminded(tx, reader).where('f.id', '=', id).select('f.id').executeTakeFirst()) !== undefined,
  timed: {
    between: (tx, reader, { after, until }, most) =>
      rows(
        reminded(tx, reader)
          .where(sql<SqlBool>`c.remind_at > ${after}`)
          .where('c.remindAt', '<', until),
        'asc',
        most,
      ),
    move: async (tx, _reader, id, remindAt) => {
      const { customerId, agentId, version } = await tx
        .updateTable('followUps')
        .set({ remindAt, version: sql<number>`version + 1` })
        .where('id', '=', id)
        .returning(['customerId', 'agentId', 'version'])
        .executeTakeFirstOrThrow();
      const customer = await tx
        .selectFrom('customers')
        .select(['ownerId', 'departmentId'])
        .where('id', '=', customerId)
        .executeTakeFirstOrThrow();
      const { ownerIds, departmentIds } = belongingOf(customer);
      return { version, belonging: { ownerIds: [...ownerIds, agentId], departmentIds } };
    },
  },
};
