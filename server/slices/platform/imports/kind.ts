/** What a kind of import brings along: its fields, how a row is checked, what there is already, and how rows are written and taken back. */
import type { RawBuilder } from 'kysely';
import {
  importKinds,
  importsOfNumbers,
  type Import,
  type ImportChoices,
  type ImportKind,
  type ImportQuestion,
} from '@bahu/contract/imports.ts';
import type { CellError } from '@bahu/domain/imports/cells.ts';
import { matchHeads, type NamedField } from '@bahu/domain/imports/heads.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { ConfigurationPart } from '../../../kernel/number-lists.ts';

export interface FieldSpec extends NamedField {
  isRequired: boolean;
  /** Not in the template: for columns that files of other programs have. */
  isExtra?: boolean;
  /** Known by its head, and never read: a sheet cannot hold what it has. */
  holdsFiles?: boolean;
  /** What may be set for all rows whose cell is empty, as a cell would say it. */
  settable?: readonly string[];
  /** Heads of the template. */
  head: Readonly<Record<'zh-CN' | 'en', string>>;
}

export interface CheckedRow {
  /** What makes two rows the same; empty when the row has none. */
  key: string;
  /** Values as they will be written, in the kind's own order. */
  data: readonly string[];
  /** By index of the field. */
  errors: readonly { field: number; error: CellError }[];
  /** What is to be known of cells though the row is right, by index of the field. */
  warnings?: readonly { field: number; error: CellError }[];
  /** What this row would have asked, whether it was decided or not. */
  asks?: readonly ImportQuestion[];
}
/** Checks the cells of a row, given in the order of the kind's fields; cells of fields that no column has are empty. */
export interface RowChecker {
  (cells: readonly string[]): CheckedRow;
  /** When all rows are staged: marks those that cannot be written for reasons which only the database knows; says how many rows each concerns. */
  examine?(tx: Tx, importId: string, columnOf: ColumnOf): Promise<readonly Found[]>;
}
/** Index of the column that a field was mapped to, -1 for none. */
export type ColumnOf = (field: string) => number;

/** What checking needs to know of an import. */
export interface Checking {
  /** How its questions are decided, by their standard unless the user chose otherwise. */
  choices: Readonly<ImportChoices>;
  /** The fields in whose order the cells of a row come. */
  fields: readonly FieldSpec[];
}

export interface Actor {
  principal: Principal;
  address: string;
}

/** Rows of an import from one line to another, the first excluded. */
export interface Batch {
  importId: string;
  from: number;
  to: number;
  onExisting: Import['onExisting'];
  /** Who gets rows that name nobody, in turn: an agent stands there as often as their share says. */
  assignTo: readonly string[] | null;
  /** Rows that were given to agents in turn before this batch. */
  assigned: number;
  columnOf: ColumnOf;
}
export interface Applied {
  created: number;
  updated: number;
  skipped: number;
  assigned: number;
  /** Those of the skipped rows that cannot be written any more, with the reason that was noted at each. */
  refused?: readonly { state: 'new' | 'update'; field: string; reason: CellError['reason'] }[];
}
export interface Undone {
  removed: number;
  restored: number;
  /** Rows that somebody changed since. */
  kept: number;
}

/**
 * Whether somebody may import this now; asked anew at each step. Who may not see the numbers of customers may not import any: which rows are
 * there already would tell whose numbers they are. @throws Refusal forbidden or import.numbers-hidden.
 */
export function checkMayImport(principal: Principal, kind: ImportKind): void {
  if (!principal.permissions.has(importKinds[kind])) throw new Refusal('forbidden');
  if (importsOfNumbers.includes(kind) && principal.masksNumbers) throw new Refusal('import.numbers-hidden');
}

export interface ImportSpec {
  kind: ImportKind;
  fields: readonly FieldSpec[];
  /** Index of the field that is the key. */
  keyField: number;
  /** The sheet only changes what there is: rows of nothing are invalid, `skip` means nothing. */
  changesOnly: boolean;
  /** Its rows change what people may do or what calls go by: both are read anew when it has ended. */
  configures?: ConfigurationPart;
  /** Rows that one transaction writes. */
  batchRows: number;
  /** The fields as the tenant has them, where it arranges and designs them, and what this importer may set for all rows. */
  arranged?(tx: Tx, importer: Principal): Promise<readonly FieldSpec[]>;
  openChecker(tx: Tx, actor: Actor, checking: Checking): Promise<RowChecker>;
  /** Selects `key`, `id` and `is_open` (whether the actor may change it) of the records that there are, or of those alone that `keys` selects. */
  existing(actor: Actor, keys: RawBuilder<unknown>): RawBuilder<unknown>;
  /** The unique keys that somebody else may take while a batch is written; the batch is then written again without that row. */
  contested?: ReadonlySet<string>;
  /** Before anything is written. @throws Refusal when the import as a whole cannot be. */
  admit?(tx: Tx, actor: Actor, importId: string): Promise<void>;
  apply(tx: Tx, actor: Actor, batch: Batch): Promise<Applied>;
  undo(tx: Tx, actor: Actor, batch: Batch): Promise<Undone>;
}
export interface Found {
  field: string;
  reason: CellError['reason'];
  rows: number;
}
export type ImportSpecs = Readonly<Record<ImportKind, ImportSpec>>;

/** A field with its names: the heads of both templates and what else people write. */
export const field = <const Key extends string>(
  key: Key,
  zh: string,
  en: string,
  others: readonly string[] = [],
  isRequired = false,
): FieldSpec & { key: Key } => ({
  key,
  isRequired,
  head: { 'zh-CN': zh, en },
  names: [zh, en],
  synonyms: others,
});

/** Which field each column is, by its head; none for what cannot be read from a sheet. */
export function matchColumns(heads: readonly string[], fields: readonly FieldSpec[]): (string | null)[] {
  const unread = new Set(fields.filter(({ holdsFiles }) => holdsFiles).map(({ key }) => key));
  return matchHeads(heads, fields).map((key) => (key !== null && unread.has(key) ? null : key));
}

/** All fields of a kind as the tenant has them, for an importer. */
export const fieldsOf = async (spec: ImportSpec, tx: Tx, importer: Principal): Promise<readonly FieldSpec[]> =>
  (await spec.arranged?.(tx, importer)) ?? spec.fields;
