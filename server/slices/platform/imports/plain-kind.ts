/**
 * Kinds of import whose records are plain: a cell is a value by itself, and a row is written by what the slice does for one record anyway. What is
 * common to them is here: checking a row cell by cell, writing, keeping what was before, taking back.
 */
import { sql } from 'kysely';
import type { ImportKind } from '@bahu/contract/imports.ts';
import { isCellError, type Checked, type CellError } from '@bahu/domain/imports/cells.ts';
import type { Tx } from '../../../kernel/db.ts';
import { findRecord, recordWriters, type RecordSpec } from '../../../kernel/http/record-handlers.ts';
import type { ConfigurationPart } from '../../../kernel/number-lists.ts';
import { cellSeparator } from '../../../spreadsheet/table.ts';
import { readSettings, type TenantSettings } from '../../../kernel/tenant-settings.ts';
import { findTenant } from '../tenants/index.ts';
import { changesIn, noteChanged, noteCreated } from './kept.ts';
import type { Actor, Applied, Batch, FieldSpec, ImportSpec, RowChecker, Undone } from './kind.ts';

/** Rows that one transaction writes, each with its audit row. */
const batchRows = 200;

/** `V` has a value for each field that a column can be; those of cells that are filled reach the records. */
export interface PlainKind<V extends object, Row extends Before<V>> {
  readonly kind: ImportKind;
  readonly configures?: ConfigurationPart;
  readonly fields: readonly (FieldSpec & { readonly key: keyof V & string })[];
  /** The field that makes a row the same as another one, or as a record. */
  readonly keyField: keyof V & string;
  /** How each cell is read. Cells of fields that no column has, and empty ones, are not. */
  readers(settings: Pick<TenantSettings, 'home' | 'utcOffsetMinutes'>): {
    readonly [K in keyof V]: (cell: string) => Checked<V[K]>;
  };
  /** Refuses the whole sheet before anything is written: so many rows are new. */
  admit?(tx: Tx, created: number): Promise<void>;
  /** What routes do with one of them, the import does with each row. */
  readonly records: RecordSpec<Row, never, unknown>;
}

/** A record as it is; moments are dates. */
type Before<V> = { readonly [K in keyof V]: unknown } & { readonly id: string; readonly version: number };

/** What is written, and by what. */
interface Plain<V extends object> extends Pick<PlainKind<V, Before<V>>, 'fields' | 'keyField' | 'readers'> {
  find(tx: Tx, actor: Actor, id: string): Promise<Before<V> | undefined>;
  create(tx: Tx, actor: Actor, values: Partial<V>): Promise<{ readonly id: string }>;
  /** @throws Refusal conflict when it has another version. */
  change(tx: Tx, actor: Actor, id: string, values: Partial<V> & { version: number }): Promise<unknown>;
  remove(tx: Tx, actor: Actor, id: string): Promise<unknown>;
}

/** The import of a plain kind. */
export function plainImport<V extends object, Row extends Before<V>>(kind: PlainKind<V, Row>): ImportSpec {
  const { records, fields, keyField } = kind;
  const plain: Plain<V> = {
    ...kind,
    ...recordWriters(records),
    find: (tx, actor, id) => findRecord(records, tx, actor.principal, id),
  };
  return {
    kind: kind.kind,
    ...(kind.configures && { configures: kind.configures }),
    fields,
    keyField: fields.findIndex(({ key }) => key === keyField),
    changesOnly: false,
    batchRows,
    openChecker: (tx, actor) => openChecker(plain, tx, actor),
    existing: (_actor, keys) => sql`
      select ${sql.ref(keyField)} as key, id, true as is_open from ${sql.table(records.table)} where ${sql.ref(keyField)} in (${keys})`,
    admit: async (tx, _actor, importId) => kind.admit?.(tx, await countNew(tx, importId)),
    apply: (tx, actor, batch) => apply(plain, tx, actor, batch),
    undo: (tx, actor, batch) => undo(plain, tx, actor, batch),
  };
}

async function openChecker<V extends object>(plain: Plain<V>, tx: Tx, actor: Actor): Promise<RowChecker> {
  const tenant = await findTenant(tx, actor.principal.tenantId);
  const readers = plain.readers(readSettings(tenant?.settings ?? {}));
  return (cells) => {
    const errors: { field: number; error: CellError }[] = [];
    const values: Partial<V> = {};
    for (const [at, { key, isRequired }] of plain.fields.entries()) {
      const cell = (cells[at] ?? '').trim();
      if (cell === '' && isRequired) errors.push({ field: at, error: { reason: 'required', params: {} } });
      if (cell === '') continue;
      const checked = readers[key](cell);
      if (isCellError(checked)) errors.push({ field: at, error: checked });
      else values[key] = checked.value;
    }
    const key = values[plain.keyField];
    return { key: typeof key === 'string' ? key : '', data: [JSON.stringify(values)], errors };
  };
}

async function countNew(tx: Tx, importId: string): Promise<number> {
  const rows = tx.selectFrom('importRows').where('importId', '=', importId).where('state', '=', 'new');
  return (await rows.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count;
}

const staged = <V extends object>(tx: Tx, { importId, from, to }: Batch) =>
  tx
    .selectFrom('importRows')
    .select(['line', 'recordId', 'state', 'data'])
    .where('importId', '=', importId)
    .where('line', '>', from)
    .where('line', '<=', to)
    .where('state', 'in', ['new', 'update'])
    .orderBy('line')
    .execute()
    .then((rows) =>
      rows.map(({ data, ...row }) => ({ ...row, values: JSON.parse(data.split(cellSeparator)[0]!) as Partial<V> })),
    );

async function apply<V extends object>(plain: Plain<V>, tx: Tx, actor: Actor, batch: Batch): Promise<Applied> {
  const counts = { created: 0, updated: 0, skipped: 0, assigned: 0 };
  for (const { line, recordId, state, values } of await staged<V>(tx, batch)) {
    const before = state === 'new' ? undefined : await plain.find(tx, actor, recordId);
    if (state === 'new') {
      const { id } = await plain.create(tx, actor, values);
      await noteCreated(tx, batch, line, id);
    } else if (before) await changeOne(plain, tx, actor, { batch, line, recordId, before, values });
    counts[state === 'new' ? 'created' : before ? 'updated' : 'skipped']++;
  }
  return counts;
}

interface Changing<V> {
  batch: Batch;
  line: number;
  recordId: string;
  before: Before<V>;
  values: Partial<V>;
}

/** Only what differs is written and kept. */
async function changeOne<V extends object>(plain: Plain<V>, tx: Tx, actor: Actor, row: Changing<V>): Promise<void> {
  const { batch, line, recordId, before, values } = row;
  const keys = (Object.keys(values) as (keyof V)[]).filter(
    (key) => JSON.stringify(values[key]) !== JSON.stringify(before[key]),
  );
  if (keys.length === 0) return;
  const part = (of: Before<V> | Partial<V>): Partial<V> =>
    Object.fromEntries(keys.map((key) => [key, of[key]])) as Partial<V>;
  await plain.change(tx, actor, recordId, { ...part(values), version: before.version });
  await noteChanged(tx, batch, { line, recordId, before: part(before), version: before.version + 1 });
}

/** Records that nobody changed since are removed, or have again what they had. */
async function undo<V extends object>(plain: Plain<V>, tx: Tx, actor: Actor, batch: Batch): Promise<Undone> {
  const undone = { removed: 0, restored: 0, kept: 0 };
  for (const { recordId, state } of await staged<V>(tx, batch)) {
    if (state !== 'new') continue;
    const isUntouched = (await plain.find(tx, actor, recordId))?.version === 1;
    if (isUntouched) await plain.remove(tx, actor, recordId);
    undone[isUntouched ? 'removed' : 'kept']++;
  }
  for (const { recordId, before, version } of await changesIn(tx, batch)) {
    const isUntouched = (await plain.find(tx, actor, recordId))?.version === version;
    if (isUntouched) await plain.change(tx, actor, recordId, { ...(before as Partial<V>), version });
    undone[isUntouched ? 'restored' : 'kept']++;
  }
  return undone;
}
