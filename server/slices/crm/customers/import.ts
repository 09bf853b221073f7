/** Customers from a table: the number with its extension makes them the same, whoever is there is updated, never given to another unless that is asked for. */
import { sql, type RawBuilder } from 'kysely';
import { customerLimits } from '@bahu/contract/customers.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';
import { columnKey } from '../../platform/fields/index.ts';
import {
  noteInvalid,
  notingChanged,
  type Actor,
  type Applied,
  type Batch,
  type ImportSpec,
  type Undone,
} from '../../platform/imports/index.ts';
import { defaultFields } from './default-fields.ts';
import { assignees, openChecker } from './import-check.ts';
import { furtherNumbers, isOwn, isTaken, isTooMany, numbersField, cellError } from './import-examine.ts';
import { arrangedImportFields, changing, customerImportFields, placeOf } from './import-fields.ts';
import { writeLabels } from './import-labels.ts';
import { tellCause } from './owner-cause.ts';
import { isChangedByImport, isFreeFor, isReachedByImport } from './scope.ts';
import { writingWishes } from './wishes.ts';

/** Whether the importer may give customers to the agent of row `n`, now that it is written: a scope may have become narrower since the check. */
function mayAssign(principal: Principal) {
  const range = rangeOf(principal, 'customer.import');
  return range.isAll
    ? sql`true`
    : sql`(n.owner is null or exists (
        select from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.id
        where a.id = n.owner and ${condition(assignees, range)}))`;
}

/** A part of the data of a staged row. */
const part = (key: Parameters<typeof placeOf>[0]) => sql`d[${sql.lit(placeOf(key))}]`;
const [keyNumber, keyExtension] = [sql`split_part(r.key, ';', 1)`, sql`split_part(r.key, ';', 2)`];
const staged = (batch: Batch, state: string) => sql`
  select r.line, r.record_id, ${keyNumber} as phone, ${keyExtension} as extension, string_to_array(r.data, chr(31)) as d from import_rows r
  where r.import_id = ${batch.importId} and r.line > ${batch.from} and r.line <= ${batch.to} and r.state = ${state}`;

/** The category of a row, none that was taken away since the file was checked. */
const categoryOf = (of: RawBuilder<unknown>) =>
  sql`(select g.id from customer_categories g where g.id = nullif(${of}, '')::uuid)`;

/** Who gets a row that names nobody: these agents in turn, counted over the whole import. */
const inTurn = (batch: Batch) =>
  batch.assignTo?.length
    ? sql`(${[...batch.assignTo]}::uuid[])[(1 + (${batch.assigned}::int + row_number() over (partition by (${part('owner')} = '') order by line) - 1) % ${batch.assignTo.length}::int)::int]`
    : sql`null::uuid`;
const ownerOf = (batch: Batch) =>
  sql`case when ${part('owner')} <> '' then ${part('owner')}::uuid else ${inTurn(batch)} end`;
const departmentOf = sql`(select u.department_id from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.id where a.id = n.owner)`;

/** A note with the lines that stood beside the number below it, those that it does not have yet. */
const noted = (note: RawBuilder<unknown>) => sql`concat_ws(chr(10), nullif(${note}, ''), (
  select string_agg(line, chr(10) order by i) from unnest(string_to_array(${part('beside')}, chr(10))) with ordinality as beside (line, i)
  where line <> all (string_to_array(${note}, chr(10)))))`;

async function create(tx: Tx, { principal }: Actor, batch: Batch): Promise<Applied> {
  const [names, values] = [sql.join(changing.map((key) => sql.ref(key))), sql.join(changing.map(valueOf))];
  const fields = sql`${await defaults(tx, principal, batch)}::jsonb || coalesce(nullif(${part('fields')}, ''), '{}')::jsonb`;
  const { rows } = await sql<{ created: number; seen: number; turns: number }>`
    with n as (select line, record_id, phone, extension, d, ${ownerOf(batch)} as owner from (${staged(batch, 'new')}) s),
    written as (
      insert into customers (tenant_id, id, phone, phone_extension, ${names}, fields, category_id, owner_id, department_id, name_initials)
      select ${principal.tenantId}, record_id, phone, extension, ${values}, ${fields}, ${categoryOf(part('categoryId'))}, owner, ${departmentOf}, ${part('initials')}
      from n where ${mayAssign(principal)} and not ${isMainTaken} and not ${isTaken} order by line
      on conflict (tenant_id, phone, phone_extension) where not is_duplicate do nothing returning id),
    numbered as (
      insert into customer_numbers (tenant_id, id, customer_id, number, extension, position)
      select ${principal.tenantId}, gen_random_uuid(), n.record_id, f.number, f.extension, f.place
      from n cross join lateral ${furtherNumbers} where ${isWrittenNow})
    select (select count(*) from written) as created, (select count(*) from n) as seen, (select count(*) from n where ${part('owner')} = '') as turns`.execute(
    tx,
  );
  const { created, seen, turns } = rows[0]!;
  const skipped = seen - created;
  const isWritten = sql`exists (select from customers c where c.id = n.record_id)`;
  const refused = skipped > 0 ? await refuse(tx, batch, 'new', { isWritten, isLocked: never }) : [];
  return { created, updated: 0, skipped, assigned: turns, refused };
}

/** Whether row `n` with further numbers was written: looked up in a hash, never by comparing each row with each. */
const isWrittenNow = sql`case when ${part('numbers')} <> '' then n.record_id in (select written.id from written) else false end`;

/** Of built-in fields; what stood beside the number goes into the note. */
const valueOf = (key: (typeof changing)[number]) => (key === 'note' ? noted(part(key)) : part(key));

/** Whether somebody has the main number of row `n` by now. */
const isMainTaken = sql`exists (select from customer_numbers o where o.number = n.phone and o.extension = n.extension and not o.is_duplicate)`;

/** What new customers have in designed fields that the file has no column of. */
const defaults = (tx: Tx, principal: Principal, { columnOf }: Batch): Promise<string> =>
  defaultFields(tx, principal, (field) => columnOf(columnKey(field)) >= 0);

/** Rows that were right when they were checked and are none now: somebody took a number meanwhile, or they went out of the importer's reach. */
async function refuse(
  tx: Tx,
  batch: Batch,
  state: 'new' | 'update',
  { isWritten, isLocked }: { isWritten: RawBuilder<unknown>; isLocked: RawBuilder<boolean> },
) {
  const further = numbersField(batch.columnOf);
  const [main, beside] = [batch.columnOf('phone'), batch.columnOf(further)];
  const isMain = state === 'new' ? isMainTaken : sql`false`;
  const { rows } = await sql<{
    line: number;
    isMain: boolean;
    isTaken: boolean;
    isTooMany: boolean;
    isLocked: boolean;
  }>`
    select n.line, ${isMain} as "isMain", ${isTaken} as "isTaken", ${state === 'new' ? sql`false` : isTooMany} as "isTooMany", ${isLocked} as "isLocked"
    from (${staged(batch, state)}) n where not ${isWritten}`.execute(tx);
  const refused = rows.map((row) => {
    const reason =
      row.isMain || row.isTaken
        ? ('number-taken' as const)
        : row.isTooMany
          ? ('too-many-numbers' as const)
          : row.isLocked
            ? ('customer-locked' as const)
            : ('out-of-scope' as const);
    const isOfMain = row.isMain || reason === 'out-of-scope' || reason === 'customer-locked';
    const params = reason === 'too-many-numbers' ? { most: customerLimits.numbers } : {};
    return { ...row, reason, isOfMain, error: cellError(isOfMain ? main : beside, reason, params) };
  });
  await noteInvalid(tx, batch.importId, refused);
  return refused.map(({ reason, isOfMain }) => ({ state, reason, field: isOfMain ? 'phone' : further }));
}

/**
 * Empty cells leave what is there. What was there before is kept, for taking the import back. A customer who went out of the importer's reach
 * since the file was checked is left alone.
 */
async function update(tx: Tx, { principal }: Actor, batch: Batch): Promise<Applied> {
  const isAssigning = batch.onExisting === 'update-and-assign';
  const isFree = isAssigning ? sql`(${isFreeFor(principal)} or ${ownerAfter(batch)} = c.owner_id)` : sql`true`;
  const isWritable = sql`${isChangedByImport(principal)} and ${mayAssign(principal)} and ${isFree} and not ${isTaken} and not ${isTooMany}`;
  const { rows } = await sql<{ updated: number; seen: number; turns: number }>`
    with n as (select line, record_id, d, ${isAssigning ? ownerOf(batch) : sql`null::uuid`} as owner from (${staged(batch, 'update')}) s),
    kept as (${notingChanged(
      batch,
      sql`select n.line, c.id, to_jsonb(c) - 'name_grams' || ${numbersBefore}, c.version + 1
        from n join customers c on c.id = n.record_id where ${isWritable}`,
    )}),
    written as (
      update customers c set version = c.version + 1, updated_at = now(), name_initials = coalesce(nullif(n.${part('initials')}, ''), c.name_initials),
        category_id = coalesce(${categoryOf(sql`n.${part('categoryId')}`)}, c.category_id),
        ${sql.join(changing.map((key) => sql`${sql.ref(key)} = ${written(key)}`))}
        ${isAssigning ? assignment(batch) : sql``}
      from n where c.id = n.record_id and ${isWritable} returning c.id),
    numbered as (
      insert into customer_numbers (tenant_id, id, customer_id, number, extension, position)
      select ${principal.tenantId}, gen_random_uuid(), n.record_id, f.number, f.extension,
        f.place + (select max(o.position) from customer_numbers o where o.customer_id = n.record_id)
      from n cross join lateral ${furtherNumbers} where ${isWrittenNow} and not ${isOwn})
    select (select count(*) from written) as updated, (select count(*) from n) as seen, (select count(*) from n where ${part('owner')} = '') as turns`.execute(
    tx,
  );
  await updateFields(tx, batch);
  const { updated, seen, turns } = rows[0]!;
  const skipped = seen - updated;
  const isWritten = sql`exists (select from import_changes h where h.import_id = ${batch.importId} and h.line = n.line)`;
  const isLocked = isAssigning
    ? sql<boolean>`exists (select from customers c where c.id = n.record_id and ${isChangedByImport(principal)} and not ${isFreeFor(principal)})`
    : never;
  const refused = skipped > 0 ? await refuse(tx, batch, 'update', { isWritten, isLocked }) : [];
  return { created: 0, updated, skipped, assigned: isAssigning ? turns : 0, refused };
}

/**
 * Values of designed fields that the file has; all others stay. Files that a field still has are never written over by their names, which are all
 * that a sheet can hold of them.
 */
const updateFields = (tx: Tx, batch: Batch) =>
  sql`
    update customers c set fields = c.fields || case
      when jsonb_path_exists(c.fields, '$.*.files') then n.${part('fields')}::jsonb - ${fieldsWithFiles}
      else n.${part('fields')}::jsonb end
    from (${staged(batch, 'update')}) n join import_changes h on h.import_id = ${batch.importId} and h.line = n.line
    where c.id = n.record_id and n.${part('fields')} <> ''`.execute(tx);

/** Of customer `c`. */
const fieldsWithFiles = sql`array(select e.key from jsonb_each(c.fields) e where jsonb_typeof(e.value -> 'files') = 'array')`;

const numbersBefore = sql`(
  select jsonb_build_object('numbers', jsonb_agg(o.number || ';' || o.extension), 'labels', jsonb_object_agg(o.id, o.label))
  from customer_numbers o where o.customer_id = c.id)`;

/** An empty cell leaves what is there. */
function written(key: (typeof changing)[number]) {
  const value = sql`coalesce(nullif(n.${part(key)}, ''), ${sql.ref(`c.${key}`)})`;
  return key === 'note' ? noted(value) : value;
}

const never = sql<boolean>`false`;

/** Whose customer `c` of row `n` becomes. */
const ownerAfter = (batch: Batch) => (batch.assignTo === null ? sql`coalesce(n.owner, c.owner_id)` : sql`n.owner`);

/** The public pool was chosen when the list of agents is empty; without a list a row that names nobody leaves the owner. */
const assignment = (batch: Batch) =>
  batch.assignTo === null
    ? sql`, owner_id = coalesce(n.owner, c.owner_id), department_id = case when n.owner is null then c.department_id else ${departmentOf} end`
    : sql`, owner_id = n.owner, department_id = ${departmentOf}`;

async function apply(tx: Tx, actor: Actor, batch: Batch): Promise<Applied> {
  await writingWishes(tx, actor.principal);
  await tellCause(tx, { reason: 'import', by: actor.principal });
  const created = await create(tx, actor, batch);
  const updated = await update(tx, actor, { ...batch, assigned: batch.assigned + created.assigned });
  if (batch.columnOf('numberLabels') >= 0)
    for (const state of ['new', 'update']) await writeLabels(tx, staged(batch, state));
  return {
    created: created.created,
    updated: updated.updated,
    skipped: created.skipped + updated.skipped,
    assigned: created.assigned + updated.assigned,
    refused: [...(created.refused ?? []), ...(updated.refused ?? [])],
  };
}

/** A customer with a call, a follow-up, a deal or a contact, whom somebody edited, or who went out of the importer's reach, stays. */
async function undo(tx: Tx, { principal }: Actor, batch: Batch): Promise<Undone> {
  await tellCause(tx, { reason: 'import-undo', by: principal });
  const { rows } = await sql<{ removed: number; restored: number; seen: number }>`
    with removed as (
      delete from customers c using (${staged(batch, 'new')}) n where c.id = n.record_id and c.version = 1 and ${isReachedByImport(principal)}
        and not exists (select from follow_ups f where f.tenant_id = c.tenant_id and f.customer_id = c.id) and not exists (select from calls k where k.tenant_id = c.tenant_id and k.customer_id = c.id)
        and not exists (select from deals d where d.tenant_id = c.tenant_id and d.customer_id = c.id)
        and not exists (select from contacts t where t.tenant_id = c.tenant_id and t.customer_id = c.id)
      returning 1),
    before as (
      select h.record_id, h.version, r.* from import_changes h, jsonb_to_record(h.before) as r (${sql.join(changing.map((key) => sql`${sql.ref(key)} text`))}, fields jsonb, numbers jsonb, labels jsonb, category_id text, owner_id uuid, department_id uuid, name_initials text)
      where h.import_id = ${batch.importId} and h.line > ${batch.from} and h.line <= ${batch.to}),
    restored as (
      update customers c set version = c.version + 1, updated_at = now(), owner_id = b.owner_id, department_id = b.department_id, name_initials = b.name_initials, fields = coalesce(b.fields, c.fields),
        category_id = ${categoryOf(sql`b.category_id`)},
        ${sql.join(changing.map((name) => sql`${sql.ref(name)} = coalesce(${sql.ref(`b.${name}`)}, ${sql.ref(`c.${name}`)})`))}
      from before b where c.id = b.record_id and c.version = b.version and ${isChangedByImport(principal)} and (c.owner_id is not distinct from b.owner_id or ${isFreeFor(principal)}) returning c.id),
    given as (
      delete from customer_numbers o using restored, before b
      where o.customer_id = restored.id and b.record_id = restored.id and not o.is_primary and o.contact_id is null and not jsonb_exists(b.numbers, o.number || ';' || o.extension)),
    named as (
      update customer_numbers o set label = b.labels ->> o.id::text from restored, before b
      where o.customer_id = restored.id and b.record_id = restored.id and o.label <> b.labels ->> o.id::text)
    select (select count(*) from removed) as removed, (select count(*) from restored) as restored,
      (select count(*) from (${staged(batch, 'new')}) n join customers c on c.id = n.record_id) + (select count(*) from before) as seen`.execute(
    tx,
  );
  const { removed, restored, seen } = rows[0]!;
  return { removed, restored, kept: seen - removed - restored };
}

export const customersImport: ImportSpec = {
  kind: 'customers',
  fields: customerImportFields,
  arranged: arrangedImportFields,
  contested: new Set(['customers_by_number', 'customer_numbers_by_number']),
  keyField: 1,
  changesOnly: false,
  batchRows: 5000,
  openChecker,
  apply,
  undo,
  // The parts of a key stand as columns before they are compared: under row-level security no index answers what a function makes of another row.
  existing: ({ principal }, keys) => sql`
    select k.key, found.id, found.is_open
    from (select r.key, ${keyNumber} as phone, ${keyExtension} as phone_extension from (${keys}) r offset 0) k
    cross join lateral (
      select c.id, ${isChangedByImport(principal)} as is_open from customer_numbers n join customers c on c.tenant_id = n.tenant_id and c.id = n.customer_id
      where n.number = k.phone and n.extension = k.phone_extension and not n.is_duplicate limit 1) found`,
};
