/** Numbers to dial from a table: into the batches that its rows name, those that there are and new ones (SPEC C9). */
import { sql, type RawBuilder } from 'kysely';
import { dialListLimits } from '@bahu/contract/dial-lists.ts';
import {
  isCellError,
  phoneError,
  readLine,
  readText,
  type Checked,
  type CellError,
} from '@bahu/domain/imports/cells.ts';
import { isNumberError, readCell } from '@bahu/domain/numbers/dial.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import {
  changesIn,
  field,
  noteInvalid,
  notingChanged,
  type Actor,
  type Applied,
  type Batch,
  type Checking,
  type ImportSpec,
  type RowChecker,
  type Undone,
} from '../../platform/imports/index.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import { managesList } from './store.ts';

const fields = [
  field('number', '号码', 'Number', ['电话', '手机', '手机号', '手机号码', '联系电话', 'phone', 'mobile'], true),
  // Needed of each row, from its cell or set for all rows.
  field('list', '批次', 'Batch', ['批次名称', '名单', 'list']),
  field('category', '分类', 'Category', ['批次分类']),
  field('name', '姓名', 'Name', ['客户', '客户姓名', '联系人', 'customer', 'contact']),
  field('note', '备注', 'Note', ['说明', 'remark']),
] as const;
type Key = (typeof fields)[number]['key'];
const at = (key: Key): number => fields.findIndex((one) => one.key === key);

/** What a row becomes, in this order: its key has the number, the extension and the batch. */
const staged = ['number', 'extension', 'list', 'category', 'name', 'note'] as const;
const part = (key: (typeof staged)[number]) => sql`d[${sql.lit(staged.indexOf(key) + 1)}]`;
const stagedRows = ({ importId, from, to }: Batch, state: 'new' | 'update') => sql`
  select r.line, r.record_id, string_to_array(r.data, chr(31)) as d from import_rows r
  where r.import_id = ${importId} and r.line > ${from} and r.line <= ${to} and r.state = ${state}`;

/** Batches of the tenant by name: whether the importer may put numbers into each. */
async function knownLists(tx: Tx, editor: Principal): Promise<ReadonlyMap<string, boolean>> {
  const rows = await tx
    .selectFrom('dialLists as l')
    .select(['l.name', 'l.isEnded', managesList(editor).as('isManaged')])
    .execute();
  return new Map(rows.map(({ name, isEnded, isManaged }) => [name, isManaged && !isEnded]));
}

async function openChecker(tx: Tx, { principal }: Actor, { choices }: Checking): Promise<RowChecker> {
  const home = await homeOf(tx, principal.tenantId);
  const lists = await knownLists(tx, principal);
  return (cells) => {
    const errors: { field: number; error: CellError }[] = [];
    const take = (key: Key, read: Checked<string>): string => {
      if (!isCellError(read)) return read.value;
      errors.push({ field: at(key), error: read });
      return '';
    };
    const cellOf = (key: Key): string => (cells[at(key)] ?? '').trim();
    const written = cellOf('number');
    const plain = readCell(written, home);
    const isZeroLost = isNumberError(plain) && plain.error === 'leading-zero-lost';
    const read = isZeroLost && choices['lost-zero'] === 'add' ? readCell(written, home, { addsZero: true }) : plain;
    if (isNumberError(read)) take('number', written === '' ? required : phoneError(read));
    const list = take('list', readLine(cellOf('list'), 60));
    if (list === '') take('list', required);
    if (lists.get(list) === false) take('list', { reason: 'out-of-scope', params: {} });
    const [number, extension] = isNumberError(read) ? ['', ''] : [read.number, read.keys];
    const category = take('category', readLine(cellOf('category'), 40));
    const name = take('name', readLine(cellOf('name'), 100));
    const note = take('note', readText(cellOf('note'), 500));
    return {
      key: number === '' ? '' : [number, extension, list].join(';'),
      data: [number, extension, list, category, name, note],
      errors,
      ...(isZeroLost && { asks: ['lost-zero' as const] }),
    };
  };
}
const required: CellError = { reason: 'required', params: {} };

const [keyNumber, keyExtension] = [sql`split_part(r.key, ';', 1)`, sql`split_part(r.key, ';', 2)`];
const keyList = sql`substr(r.key, length(${keyNumber}) + length(${keyExtension}) + 3)`;

const existing = ({ principal }: Actor, keys: RawBuilder<unknown>) => sql`
  select k.key, d.id, ${managesList(principal)} as is_open
  from (select r.key, ${keyNumber} as number, ${keyExtension} as extension, ${keyList} as list from (${keys}) r offset 0) k
  join dial_lists l on l.name = k.list
  join dial_numbers d on d.tenant_id = l.tenant_id and d.list_id = l.id and d.number = k.number and d.extension = k.extension`;

/**
 * No batch has more numbers than it may hold, and no column of names makes a batch of each of them.
 * @throws Refusal dial-list.full or dial-list.too-many-new
 */
async function admit(tx: Tx, _actor: Actor, importId: string): Promise<void> {
  const { numbers: most, newLists } = dialListLimits;
  const made = await sql`
    select from (select distinct (string_to_array(r.data, chr(31)))[3] as list from import_rows r where r.import_id = ${importId} and r.state = 'new') n
    where not exists (select from dial_lists l where l.name = n.list) limit ${newLists + 1}`.execute(tx);
  if (made.rows.length > newLists) throw new Refusal('dial-list.too-many-new', { most: newLists });
  const { rows } = await sql`
    select from (select (string_to_array(r.data, chr(31)))[3] as list, count(*) as further from import_rows r
      where r.import_id = ${importId} and r.state = 'new' group by 1) n
    where n.further + coalesce((select count(*) from dial_lists l join dial_numbers d on d.tenant_id = l.tenant_id and d.list_id = l.id
      where l.name = n.list), 0) > ${most} limit 1`.execute(tx);
  if (rows.length > 0) throw new Refusal('dial-list.full', { most });
}

/** Batches that there are not yet; each with the category of its first row. */
async function makeLists(tx: Tx, actor: Actor, batch: Batch): Promise<void> {
  const { tenantId, userId, departmentId } = actor.principal;
  const { rows } = await sql<{ name: string; category: string }>`
    select distinct on (n.list) n.list as name, n.category from (select s.line, s.${part('list')} as list, s.${part('category')} as category
      from (${stagedRows(batch, 'new')}) s) n
    where not exists (select from dial_lists l where l.name = n.list) order by n.list, n.line`.execute(tx);
  for (const list of rows) {
    const made = await tx
      .insertInto('dialLists')
      .values({ tenantId, id: newId(), ...list, authorId: userId, departmentId })
      .onConflict((there) => there.columns(['tenantId', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made)
      await audit(tx, actor, {
        action: 'dial-list.create',
        recordType: 'dial-list',
        recordId: made.id,
        recordName: list.name,
        after: list,
      });
  }
}

async function apply(tx: Tx, actor: Actor, batch: Batch): Promise<Applied> {
  await makeLists(tx, actor, batch);
  const { rows } = await sql<{ created: number; seen: number }>`
    with n as (${stagedRows(batch, 'new')}),
    written as (
      insert into dial_numbers (tenant_id, id, list_id, department_id, number, extension, name, note)
      select ${actor.principal.tenantId}::uuid, n.record_id, l.id, l.department_id, n.${part('number')}, n.${part('extension')}, n.${part('name')}, n.${part('note')}
      from n join dial_lists l on l.name = n.${part('list')} and not l.is_ended and ${managesList(actor.principal)} order by n.line
      on conflict (tenant_id, list_id, number, extension) do nothing returning id)
    select (select count(*)::int from written) as created, (select count(*)::int from n) as seen`.execute(tx);
  const { created, seen } = rows[0]!;
  const refused = created < seen ? await refuse(tx, batch) : [];
  return { created, updated: await update(tx, actor, batch), skipped: seen - created, assigned: 0, refused };
}

/** Rows that were right when they were checked: somebody put the number there meanwhile, or the batch has ended or gone out of reach. */
async function refuse(tx: Tx, batch: Batch): Promise<NonNullable<Applied['refused']>> {
  const { rows } = await sql<{ line: number; isThere: boolean }>`
    select n.line, exists (select from dial_lists l join dial_numbers d on d.tenant_id = l.tenant_id and d.list_id = l.id
      where l.name = n.${part('list')} and d.number = n.${part('number')} and d.extension = n.${part('extension')}) as "isThere"
    from (${stagedRows(batch, 'new')}) n where not exists (select from dial_numbers d where d.id = n.record_id)`.execute(
    tx,
  );
  const refused = rows.map(({ line, isThere }) => {
    const at = isThere
      ? ({ field: 'number', reason: 'exists' } as const)
      : ({ field: 'list', reason: 'out-of-scope' } as const);
    const error = [{ column: batch.columnOf(at.field), reason: at.reason, params: {} }];
    return { line, error: JSON.stringify(error), ...at };
  });
  await noteInvalid(tx, batch.importId, refused);
  return refused.map(({ field: name, reason }) => ({ state: 'new', field: name, reason }) as const);
}

/** Names and notes of numbers that are there; empty cells leave what there is. */
async function update(tx: Tx, { principal }: Actor, batch: Batch): Promise<number> {
  const name = sql`coalesce(nullif(n.${part('name')}, ''), d.name)`;
  const note = sql`coalesce(nullif(n.${part('note')}, ''), d.note)`;
  const { rows } = await sql<{ updated: number }>`
    with n as (${stagedRows(batch, 'update')}),
    open as (select n.line, n.record_id, n.d from n join dial_numbers d on d.id = n.record_id join dial_lists l on l.tenant_id = d.tenant_id and l.id = d.list_id
      where ${managesList(principal)}),
    kept as (${notingChanged(
      batch,
      sql`select n.line, d.id, jsonb_build_object('name', d.name, 'note', d.note), d.version + 1 from open n join dial_numbers d on d.id = n.record_id`,
    )}),
    written as (update dial_numbers d set name = ${name}, note = ${note}, version = d.version + 1 from open n where d.id = n.record_id returning d.id)
    select count(*)::int as updated from written`.execute(tx);
  return rows[0]!.updated;
}

/** Numbers that nobody has touched since are taken out again, or have the name and the note that they had. */
async function undo(tx: Tx, _actor: Actor, batch: Batch): Promise<Undone> {
  const { rows } = await sql<{ removed: number; seen: number }>`
    with n as (${stagedRows(batch, 'new')}),
    removed as (delete from dial_numbers d using n where d.id = n.record_id and d.version = 1 returning d.id)
    select (select count(*)::int from removed) as removed, (select count(*)::int from n) as seen`.execute(tx);
  const undone = { removed: rows[0]!.removed, restored: 0, kept: rows[0]!.seen - rows[0]!.removed };
  for (const { recordId, before, version } of await changesIn(tx, batch)) {
    const { name, note } = before as { name: string; note: string };
    const { numUpdatedRows } = await tx
      .updateTable('dialNumbers')
      .set({ name, note, version: version + 1 })
      .where('id', '=', recordId)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    undone[numUpdatedRows > 0n ? 'restored' : 'kept']++;
  }
  return undone;
}

/** Batches that are offered for all rows of a table. */
const offered = 100;

export const dialNumbersImport: ImportSpec = {
  kind: 'dial-numbers',
  fields,
  arranged: async (tx, reader) => {
    const open = await tx
      .selectFrom('dialLists as l')
      .select('l.name')
      .where('l.isEnded', '=', false)
      .where((eb) => eb(managesList(reader), '=', eb.lit(true)))
      .orderBy('l.id', 'desc')
      .limit(offered)
      .execute();
    return fields.map((one) => (one.key === 'list' ? { ...one, settable: open.map(({ name }) => name) } : one));
  },
  keyField: at('number'),
  changesOnly: false,
  batchRows: 5000,
  openChecker,
  existing,
  admit,
  apply,
  undo,
};
