/** What becomes of many customers at once, whom the caller holds (`holdInScope`): who they belong to, one of their fields. */
import { sql, type RawBuilder } from 'kysely';
import type { BulkSelection, OneField } from '@bahu/contract/bulk-customers.ts';
import { maxFirst } from '@bahu/contract/selection.ts';
import { areFiles, type Stored } from '@bahu/domain/fields/value.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';
import { changedFields, listFields, orderOf, wholeOrder, writeFields } from '../../platform/fields/index.ts';
import { holdCategory, listCategories } from '../customer-categories/index.ts';
import { categoryWords } from './fields.ts';
import { assignees } from './import-check.ts';
import { customerOrders } from './order.ts';
import { tellCause, type OwnerCause } from './owner-cause.ts';
import { listedFor } from './scope.ts';
import { filtered } from './store.ts';
import { writingWishes } from './wishes.ts';

/** The customers of a query that its reader sees, in the order of the list; null when there can be none. */
export async function targetsOf(
  tx: Tx,
  reader: Principal,
  { filter, sort = 'created', first }: Extract<BulkSelection, { filter: object }>,
): Promise<RawBuilder<{ id: string }> | null> {
  // A list may say of a search that there are more than it shows; an action is meant for all of them.
  const found = await filtered(tx, reader, filter, maxFirst);
  if (!found) return null;
  const order = await orderOf(tx, reader, customerOrders, sort);
  const inOrder = found.where(listedFor(reader, filter.shown)).orderBy(wholeOrder(order));
  return sql`select id from (${first === undefined ? inOrder : inOrder.limit(first)}) as found`;
}

export interface Assignee {
  readonly id: string;
  readonly departmentId: string | null;
}

/**
 * Those of the agents to whom the reader may give customers, in the order in which they were named; nobody who is disabled. Nobody moves them to another
 * department or disables them until the transaction ends: whoever moves an agent moves the customers whom the agent has by then.
 */
export async function holdAssignees(tx: Tx, reader: Principal, ids: readonly string[]): Promise<Assignee[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .select(['a.id', 'u.departmentId'])
    .where('a.id', 'in', [...ids])
    .where('u.isEnabled', '=', true)
    .where(condition(assignees, rangeOf(reader, 'customer.assign')))
    .orderBy('a.id')
    .forShare('u')
    .execute();
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** Each customer and whose they shall be, null for the pool's. Returns those whose agent is another by that. */
export async function giveHeld(
  tx: Tx,
  cause: OwnerCause,
  given: readonly { id: string; to: Assignee | null }[],
): Promise<string[]> {
  await tellCause(tx, cause);
  const [ids, owners, departments] = [
    given.map(({ id }) => id),
    given.map(({ to }) => to?.id ?? null),
    given.map(({ to }) => to?.departmentId ?? null),
  ];
  const { rows } = await sql<{ id: string }>`
    update customers c set owner_id = g.owner, department_id = g.department, version = c.version + 1, updated_at = now()
    from unnest(${ids}::uuid[], ${owners}::uuid[], ${departments}::uuid[]) as g (id, owner, department)
    where c.id = g.id and c.owner_id is distinct from g.owner returning c.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What one field becomes: of those that are built in by its column, of designed ones by the id of the field; null for none. */
export type Written = (
  | { readonly column: Exclude<keyof OneField, 'fields'>; readonly value: string | null }
  | { readonly fieldId: string; readonly value: Stored | null }
) & {
  /** What the audit log says of it. */
  readonly told: object;
};

/** Reads the one field that is changed as a form does. @throws Refusal input.invalid with `change` or `change.fields.<code>`. */
export async function readOneField(tx: Tx, writer: Principal, change: OneField): Promise<Written> {
  const { fields, ...builtIn } = change;
  if (builtIn.categoryId !== undefined) return readCategory(tx, builtIn.categoryId);
  const [column] = Object.keys(builtIn) as (keyof typeof builtIn)[];
  if (column !== undefined) return { column, value: builtIn[column]!, told: builtIn };
  const [key, ...more] = Object.keys(fields ?? {});
  if (key === undefined || more.length > 0)
    throw new Refusal('input.invalid', undefined, [{ path: 'change.fields', rule: 'maxProperties', limit: 1 }]);
  const designed = await listFields(tx, 'customers');
  const field = designed.find((one) => one.key === key);
  // Each file is of one record.
  if (field?.type === 'file')
    throw new Refusal('input.invalid', undefined, [{ path: `change.fields.${key}`, rule: 'type' }]);
  const nobody = { owner: 'customers', id: newId(), known: {} } as const;
  const written = await writeFields(tx, writer, designed, { [key]: fields![key]! }, nobody);
  const value = (written[field!.id] ?? null) as Stored | null;
  const told = value === null ? { [key]: null } : changedFields(designed, {}, written).after;
  return { fieldId: field!.id, value: areFiles(value) ? null : value, told };
}

/** Held, so that nobody removes it before customers have it. */
async function readCategory(tx: Tx, id: string | null): Promise<Written> {
  if (id !== null && !(await holdCategory(tx, id)))
    throw new Refusal('input.invalid', undefined, [{ path: 'change.categoryId', rule: 'reference' }]);
  const wordOf = categoryWords(await listCategories(tx));
  return { column: 'categoryId', value: id, told: { categoryId: wordOf(id) } };
}

/** Gives customers one field, also those who have it already: whoever may not see what a field hides does not learn by this that they guessed it. */
export async function writeHeld(
  tx: Tx,
  writer: Pick<Principal, 'userId'>,
  ids: readonly string[],
  written: Written,
): Promise<void> {
  if ('column' in written) await writingWishes(tx, writer);
  const changed =
    'column' in written
      ? sql`${sql.ref(written.column)} = ${written.value}`
      : written.value === null
        ? sql`fields = c.fields - ${written.fieldId}::text`
        : sql`fields = c.fields || jsonb_build_object(${written.fieldId}::text, ${JSON.stringify(written.value)}::jsonb)`;
  await sql`
    update customers c set ${changed}, version = c.version + 1, updated_at = now() where c.id = any(${ids}::uuid[])`.execute(
    tx,
  );
}
