/** What codes have agents do (SPEC B, C8): a call back, or something else, at its time. */
import { sql, type SqlBool } from 'kysely';
import { numberFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countUnread, isReadBy, type TodoSource } from '../../people/todos/index.ts';

/** The agent's own; read ones are done. The id is the call's. */
const open = (tx: Tx, reader: Principal) =>
  tx
    .selectFrom('callWrapUps as w')
    .where('w.agentId', '=', reader.userId)
    .where('w.dueAt', 'is not', null)
    .where(sql<SqlBool>`not ${isReadBy('wrap-up', 'w.callId', reader.userId)}`);

const due = (tx: Tx, reader: Principal) => open(tx, reader).where(sql<SqlBool>`w.due_at <= now()`);

async function rows(found: ReturnType<typeof open>, reader: Principal, order: 'asc' | 'desc', most: number) {
  const all = await found
    .innerJoin('calls as c', (join) => join.onRef('c.tenantId', '=', 'w.tenantId').onRef('c.id', '=', 'w.callId'))
    .innerJoin('wrapUpCodes as o', (join) => join.onRef('o.tenantId', '=', 'w.tenantId').onRef('o.id', '=', 'w.codeId'))
    .leftJoin('customers as cu', (join) =>
      join.onRef('cu.tenantId', '=', 'c.tenantId').onRef('cu.id', '=', 'c.customerId'),
    )
    .select(['w.callId as id', 'c.number', 'cu.id as customerId', 'cu.name as customerName', 'o.name as detail'])
    .select(sql<Date>`w.due_at`.as('at'))
    .orderBy('w.dueAt', order)
    .orderBy('w.callId', order)
    .limit(most)
    .execute();
  return all.map(({ number, customerId, customerName, ...row }) => ({
    ...row,
    title: customerName ?? numberFor(reader, number),
    level: 'normal' as const,
    ...(customerId !== null && { customerId }),
    call: customerId === null ? { callId: row.id } : { customerId },
  }));
}

export const wrapUpReminders: TodoSource = {
  unread: async (tx, reader, most) => {
    const count = await countUnread(tx, due(tx, reader).select('w.callId'));
    return { rows: await rows(due(tx, reader), reader, 'desc', most), count };
  },
  isOpenTo: async (tx, reader, id) =>
    (await open(tx, reader).where('w.callId', '=', id).select('w.callId').executeTakeFirst()) !== undefined,
  timed: {
    between: (tx, reader, { after, until }, most) =>
      rows(
        open(tx, reader)
          .where(sql<SqlBool>`w.due_at > ${after}`)
          .where('w.dueAt', '<', until),
        reader,
        'asc',
        most,
      ),
    move: async (tx, reader, id, dueAt) => {
      const { version } = await tx
        .updateTable('callWrapUps')
        .set({ dueAt, version: sql<number>`version + 1` })
        .where('callId', '=', id)
        .where('agentId', '=', reader.userId)
        .returning('version')
        .executeTakeFirstOrThrow();
      return { version, belonging: { ownerIds: [reader.userId] } };
    },
  },
};
