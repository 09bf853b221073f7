/** Whose rows are one person's: the customer, who was merged into them, their numbers and their calls. */
import { sql } from 'kysely';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Belonging } from '../../../kernel/ownership/range.ts';
import type { Person } from '../../../kernel/personal-data.ts';
import { belongingOfCustomer, findOpenCustomer } from '../customers/index.ts';
import { findDeleted } from '../deleted-customers/index.ts';

/** A customer whom the reader may open, also in the recycle bin. Whoever may not see numbers gets nothing of this. @throws Refusal not-found, personal-data.numbers-hidden */
export async function mustReach(
  tx: Tx,
  { principal }: { readonly principal: Principal },
  id: string,
): Promise<{ id: string; name: string; whose: Belonging }> {
  if (principal.masksNumbers) throw new Refusal('personal-data.numbers-hidden');
  const found = (await findOpenCustomer(tx, principal, id)) ?? (await findDeleted(tx, principal, id));
  if (!found) throw new Refusal('not-found');
  return { id: found.id, name: found.name, whose: belongingOfCustomer(found) };
}

/** @param id of a customer who is there, or in the recycle bin. */
export async function findPerson(tx: Tx, id: string): Promise<Person> {
  const { rows } = await sql<Person>`
    with recursive whole (id) as (
      select ${id}::uuid
      union
      select m.merged_id from whole w join customer_merges m on m.into_id = w.id and m.undone_at is null),
    had as (
      select n.number from customer_numbers n where n.customer_id in (select w.id from whole w)
      union
      select k ->> 'number' from deleted_customers d, jsonb_array_elements(d.numbers) k where d.id in (select w.id from whole w)),
    own as (
      select h.number from had h
      where h.number is not null and not exists (
        select from customer_numbers o where o.number = h.number and o.customer_id not in (select w.id from whole w))),
    theirs as (
      select c.id from calls c where c.customer_id in (select w.id from whole w)
      union
      select c.id from own o
        cross join lateral bahu_calls_by_digits(bahu_digit_grams(o.number), o.number, null::uuid, null::uuid[], 2147483647) f (id)
        join calls c on c.id = f.id where c.customer_id is null and c.direction <> 'internal')
    select array(select w.id::text from whole w) as "customerIds",
      array(select o.number from own o) as numbers,
      array(select t.id::text from theirs t) as "callIds",
      array(
        select w.id::text from whole w union select t.id::text from theirs t
        union select f.id::text from follow_ups f where f.customer_id in (select w.id from whole w)
        union select k.id::text from contacts k where k.customer_id in (select w.id from whole w)
        union select d.id::text from deals d where d.customer_id in (select w.id from whole w)
        union select x.id::text from missed_calls x where x.number in (select o.number from own o)
        union select l.id::text from dial_numbers l where l.number in (select o.number from own o)
        union select m.id::text from messages m where m.call_id in (select t.id from theirs t)) as "recordIds",
      array(
        select c.name from customers c where c.id in (select w.id from whole w)
        union select d.name from deleted_customers d where d.id in (select w.id from whole w)
        union select m.merged_name from customer_merges m where m.merged_id in (select w.id from whole w) and m.merged_name <> '') as names`.execute(
    tx,
  );
  return rows[0]!;
}

/** Whether one of their calls is up: what is written as it ends would be left over. */
export async function isInCall(tx: Tx, { customerIds, numbers }: Person): Promise<boolean> {
  const { rows } = await sql`
    select from calls c where c.ended_at is null and (c.customer_id = any(${customerIds}::uuid[]) or c.number = any(${numbers}::text[])) limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}
