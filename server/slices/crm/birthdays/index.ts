/** What the server does for the slice of the birthdays: agents are reminded of those of their own customers (SPEC C8). */
import { sql, type SqlBool } from 'kysely';
import { birthdaysSlice } from '@bahu/contract/slices/crm/birthdays.ts';
import { birthdaysBetween, birthdaysNow, type Birthday, type BirthdayRule } from '@bahu/domain/time/birthdays.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { serverSlice } from '../../server-slice.ts';
import { listFields } from '../../platform/fields/index.ts';
import { findTenant } from '../../platform/tenants/index.ts';
import { countUnread, type TodoSource } from '../../people/todos/index.ts';

/** Where the dates of birth stand, and when one is reminded; null where the company has named no field that is there. */
async function ruleOf(tx: Tx, { tenantId }: Principal): Promise<(BirthdayRule & { fieldId: string }) | null> {
  const { birthdays, utcOffsetMinutes } = readSettings((await findTenant(tx, tenantId))?.settings ?? {});
  if (birthdays.field === '') return null;
  const field = (await listFields(tx, 'customers')).find(({ key }) => key === birthdays.field);
  return field?.type === 'date' && field.state !== 'off'
    ? { fieldId: field.id, daysBefore: birthdays.daysBefore, utcOffsetMinutes }
    : null;
}

/** Customers of the reader who have one of these birthdays, of which they have not read yet this time, also not ahead of it. */
function celebrating(tx: Tx, reader: Principal, fieldId: string, all: readonly Birthday[]) {
  const days = all.flatMap(({ monthDays, day, remindAt }) =>
    monthDays.map((monthDay) => ({ monthDay, day, at: new Date(remindAt).toISOString() })),
  );
  const of = sql<{ monthDay: string; day: string; at: Date }>`(select * from unnest(
    ${days.map(({ monthDay }) => monthDay)}::text[], ${days.map(({ day }) => day)}::text[], ${days.map(({ at }) => at)}::timestamptz[])
    as b (month_day, day, at))`.as<'b'>('b');
  return tx
    .selectFrom('customers as c')
    .innerJoin(of, (join) =>
      join.on(sql<SqlBool>`substr(c.fields ->> ${fieldId}, length(c.fields ->> ${fieldId}) - 4) = b.month_day`),
    )
    .where('c.tenantId', '=', reader.tenantId)
    .where('c.ownerId', '=', reader.userId)
    .where(
      sql<SqlBool>`not exists (select from todo_reads r where r.kind = 'birthday' and r.record_id = c.id and r.user_id = ${reader.userId} and r.read_at >= b.at - interval '60 days')`,
    );
}

const rows = (found: ReturnType<typeof celebrating>, order: 'asc' | 'desc', most: number) =>
  found
    .select(['c.id', 'c.name as title', 'c.id as customerId', 'b.at', 'b.day as detail'])
    .select([sql<'normal'>`'normal'`.as('level'), sql<'birthday'>`'birthday'`.as('about')])
    .select(sql<{ customerId: string }>`jsonb_build_object('customerId', c.id)`.as('call'))
    .orderBy('b.at', order)
    .orderBy('c.id', order)
    .limit(most)
    .execute();

const source: TodoSource = {
  unread: async (tx, reader, most) => {
    const rule = await ruleOf(tx, reader);
    if (!rule) return { rows: [], count: 0 };
    const due = celebrating(tx, reader, rule.fieldId, birthdaysNow(Date.now(), rule));
    return { rows: await rows(due, 'desc', most), count: await countUnread(tx, due.select('c.id')) };
  },
  isOpenTo: async (tx, reader, id) =>
    (await tx
      .selectFrom('customers as c')
      .select('c.id')
      .where('c.id', '=', id)
      .where('c.ownerId', '=', reader.userId)
      .executeTakeFirst()) !== undefined,
  timed: {
    between: async (tx, reader, { after, until }, most) => {
      const rule = await ruleOf(tx, reader);
      if (!rule) return [];
      const begin = (await sql<{ at: Date }>`select ${after} as at`.execute(tx)).rows[0]!.at.getTime();
      return rows(celebrating(tx, reader, rule.fieldId, birthdaysBetween(begin, until.getTime(), rule)), 'asc', most);
    },
  },
};

export const birthdaysServer = serverSlice(birthdaysSlice, { todos: { birthday: source } });
