/** Numbers that no customer has become customers, many at once and each once (导出到客户, SPEC C9). */
import { sql } from 'kysely';
import type { OneField } from '@bahu/contract/bulk-customers.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { emit } from '../../../kernel/events.ts';
import { newId } from '../../../kernel/ids.ts';
import { readOneField, writeHeld, type Assignee } from './bulk.ts';
import { defaultFields } from './default-fields.ts';
import { tieCalls } from './number-rules.ts';

export interface OfNumber {
  number: string;
  extension: string;
  name: string;
  note: string;
}
export interface NewCustomers {
  /** What all of them have, a field each. */
  values: readonly OneField[];
  /** Whose they are in turn; the public pool's when there is nobody. */
  to: readonly Assignee[];
  /** How many were made before. */
  turn: number;
}
export interface MadeCustomer {
  id: string;
  ownerId: string | null;
  departmentId: string | null;
}

/** Returns those who are new; whose number somebody has is left alone. @throws Refusal input.invalid for a value that is none. */
export async function createFromNumbers(
  tx: Tx,
  principal: Principal,
  numbers: readonly OfNumber[],
  { values, to, turn }: NewCustomers,
): Promise<MadeCustomer[]> {
  const rows = numbers.map((one) => ({ ...one, id: newId(), initials: initialsOf(one.name) }));
  const of = (key: keyof (typeof rows)[number]) => rows.map((row) => row[key]);
  const fields = await defaultFields(tx, principal, () => false);
  const { rows: made } = await sql<{ id: string; phone: string }>`
    insert into customers (tenant_id, id, phone, phone_extension, name, note, fields, owner_id, department_id, name_initials)
    select ${principal.tenantId}::uuid, n.id, n.number, n.extension, n.name, n.note, ${fields}::jsonb, t.owner, t.department, n.initials
    from (
      select n.*, row_number() over (order by n.i) - 1 as turn
      from unnest(${of('id')}::uuid[], ${of('number')}::text[], ${of('extension')}::text[], ${of('name')}::text[], ${of('note')}::text[], ${of('initials')}::text[])
        with ordinality as n (id, number, extension, name, note, initials, i)
      where not exists (select from customer_numbers o where o.number = n.number and o.extension = n.extension and not o.is_duplicate)) n
    left join unnest(${to.map(({ id }) => id)}::uuid[], ${to.map(({ departmentId }) => departmentId)}::uuid[]) with ordinality as t (owner, department, i)
      on t.i = 1 + (${turn}::int + n.turn) % ${Math.max(1, to.length)}::int
    order by n.i
    on conflict (tenant_id, phone, phone_extension) where not is_duplicate do nothing returning id, phone`.execute(tx);
  const ids = made.map(({ id }) => id);
  for (const value of values) await writeHeld(tx, principal, ids, await readOneField(tx, principal, value));
  for (const { id, phone } of made) {
    await tieCalls(tx, principal, { id, phone, callId: undefined }, false);
    await emit(tx, 'customer.created', id);
  }
  if (ids.length === 0) return [];
  return tx.selectFrom('customers').select(['id', 'ownerId', 'departmentId']).where('id', 'in', ids).execute();
}
