/** Numbers come into a batch: by hand, or from customers. */
import { sql } from 'kysely';
import { dialListLimits, type CustomerSelection, type dialListRoutes } from '@bahu/contract/dial-lists.ts';
import type { Input } from '@bahu/contract/route.ts';
import { isNumberError, readOne } from '@bahu/domain/numbers/dial.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { canOpenCustomer, targetsOf } from '../../crm/customers/index.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import { holdList } from './lists.ts';

interface NewNumber {
  number: string;
  extension: string;
  name: string;
  note: string;
}

/** @throws Refusal dial-list.full when so many further numbers are too many for a batch. */
async function mustHaveRoom(tx: Tx, listId: string, further: number): Promise<void> {
  const of = tx
    .selectFrom('dialNumbers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('listId', '=', listId);
  const most = dialListLimits.numbers;
  if ((await of.executeTakeFirstOrThrow()).count + further > most) throw new Refusal('dial-list.full', { most });
}

/** Puts numbers into a batch that is held, in their order; how many it did not have yet. */
async function put(
  tx: Tx,
  { id, departmentId }: { id: string; departmentId: string | null },
  numbers: readonly NewNumber[],
): Promise<number> {
  await mustHaveRoom(tx, id, numbers.length);
  const of = (key: keyof NewNumber) => numbers.map((one) => one[key]);
  const { rows } = await sql`
    insert into dial_numbers (tenant_id, list_id, department_id, number, extension, name, note)
    select bahu_tenant(), ${id}::uuid, ${departmentId}::uuid, n.number, n.extension, n.name, n.note
    from unnest(${of('number')}::text[], ${of('extension')}::text[], ${of('name')}::text[], ${of('note')}::text[])
      with ordinality as n (number, extension, name, note, i) order by i
    on conflict (tenant_id, list_id, number, extension) do nothing returning id`.execute(tx);
  return rows.length;
}

type Body = Input<typeof dialListRoutes.addNumbers>['body'];

/** @throws Refusal not-found, dial-list.ended, dial-list.full, or dial-list.numbers-hidden: what is there already would tell what is hidden. */
export function addNumbers(ctx: Ctx, id: string, { lines }: Body) {
  if (ctx.principal.masksNumbers) throw new Refusal('dial-list.numbers-hidden');
  return ctx.tenant(async (tx) => {
    const list = await holdList(tx, ctx.principal, id);
    const home = await homeOf(tx, ctx.principal.tenantId);
    const read = lines.map(({ number, name = '', note = '' }, line) => ({
      line,
      name: name.trim(),
      note: note.trim(),
      of: readOne(number, home),
    }));
    const invalid = read.flatMap(({ line, of }) => (isNumberError(of) ? [{ line, why: of.error }] : []));
    const numbers = read.flatMap(({ of, name, note }) =>
      isNumberError(of) ? [] : [{ number: of.number, extension: of.keys, name, note }],
    );
    const added = await put(tx, list, numbers);
    if (added > 0)
      await audit(tx, ctx, {
        action: 'dial-number.add-many',
        recordType: 'dial-list',
        recordId: id,
        recordName: list.name,
        after: { count: added },
      });
    return { added, known: numbers.length - added, invalid };
  });
}

/**
 * The primary numbers of customers whom the editor sees, in their order, with the names by which they are known.
 * @throws Refusal not-found, dial-list.ended, dial-list.full, or forbidden without the right to see customers.
 */
export function addCustomers(ctx: Ctx, id: string, selection: CustomerSelection) {
  const { principal } = ctx;
  if (!principal.permissions.has('customer.read')) throw new Refusal('forbidden');
  return ctx.tenant(async (tx) => {
    const list = await holdList(tx, principal, id);
    const most = dialListLimits.numbers;
    const targets =
      'ids' in selection
        ? sql<{
            id: string;
          }>`select u.id from unnest(${selection.ids}::uuid[]) with ordinality as u (id, i) order by u.i`
        : await targetsOf(tx, principal, selection);
    if (!targets) return { added: 0, known: 0 };
    const { rows } = await sql<NewNumber>`
      select c.phone as number, c.phone_extension as extension, c.name, '' as note
      from (select id, row_number() over () as i from (${targets}) t limit ${most + 1}) t
      join customers c on c.tenant_id = ${principal.tenantId}::uuid and c.id = t.id where ${canOpenCustomer(principal)} order by t.i`.execute(
      tx,
    );
    const added = await put(tx, list, rows);
    if (added > 0)
      await audit(tx, ctx, {
        action: 'dial-number.add-many',
        recordType: 'dial-list',
        recordId: id,
        recordName: list.name,
        after: { count: added },
      });
    return { added, known: rows.length - added };
  });
}
