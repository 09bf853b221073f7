/** Background jobs that people start, exports and imports. */
import type { FileColumn, Import, ImportChoices, ImportQuestion } from '@bahu/contract/imports.ts';
import type { Job } from '@bahu/contract/jobs.ts';
import type { Reach } from '../auth/rights.ts';
import type {
  Generated,
  Json,
  JsonWithDefault,
  MomentWithDefault,
  Nullable,
  NullableJson,
  NullableMoment,
  OfTenant,
} from './columns.ts';

export type Counts = NonNullable<Import['counts']>;
type ImportResult = { created: number; updated: number; skipped: number };

export interface BackgroundJobRow extends OfTenant {
  id: string;
  userId: string;
  starter: Json<unknown>;
  kind: Job['kind'];
  subject: string;
  /** What is done: `export`, or the step of an import. */
  step: string;
  importId: Nullable<string>;
  fileName: string;
  state: Generated<Job['state']>;
  input: JsonWithDefault<unknown>;
  done: Generated<number>;
  total: Nullable<number>;
  result: NullableJson<NonNullable<Job['result']>>;
  error: Nullable<string>;
  /** Of an export: over what its starter reached when it was written. */
  reach: NullableJson<Reach>;
  /** Name of the result's file. */
  path: Nullable<string>;
  /** Tries that ended in an error, not those that were killed. */
  failures: Generated<number>;
  isCancelled: Generated<boolean>;
  createdAt: MomentWithDefault;
  startedAt: NullableMoment;
  endedAt: NullableMoment;
  version: Generated<number>;
}

/** One of the first rows of a sheet. */
export interface TopRow {
  line: number;
  cells: string[];
  isHidden?: true;
}

export interface ImportTableRow extends OfTenant {
  id: string;
  userId: string;
  jobId: string;
  kind: Import['kind'];
  state: Import['state'];
  fileName: string;
  bytes: number;
  /** Name of the uploaded file; null once it was removed, when nothing reads it any more. */
  path: Nullable<string>;
  sheets: JsonWithDefault<string[]>;
  /** Index of the sheet; null until one is proposed. */
  sheet: Nullable<number>;
  headLine: Generated<number>;
  firstLine: Generated<number>;
  topRows: JsonWithDefault<TopRow[]>;
  merged: NullableJson<{ ref: string; toLine: number }>;
  /** As the user chose; what is missing has its standard. */
  choices: JsonWithDefault<Partial<ImportChoices>>;
  questions: JsonWithDefault<{ key: ImportQuestion; rows: number }[]>;
  encoding: Nullable<NonNullable<Import['encoding']>>;
  delimiter: Nullable<string>;
  columns: JsonWithDefault<FileColumn[]>;
  fileRows: Generated<number>;
  mapping: JsonWithDefault<(string | null)[]>;
  onExisting: Generated<Import['onExisting']>;
  /** What all rows get whose cell of a field is empty, by the key of the field. */
  forAll: JsonWithDefault<Record<string, string>>;
  /** Null for nobody named: the public pool for new rows, the owner they have for others. */
  assignTo: Nullable<string[]>;
  /** How many parts each of them gets; null for even ones. */
  assignShares: Nullable<number[]>;
  counts: NullableJson<Counts>;
  reasons: JsonWithDefault<Import['reasons']>;
  warnings: JsonWithDefault<Import['warnings']>;
  error: NullableJson<NonNullable<Import['error']>>;
  appliedLine: Generated<number>;
  undoneLine: Generated<number>;
  assigned: Generated<number>;
  result: JsonWithDefault<ImportResult>;
  createdAt: MomentWithDefault;
}

export interface ImportRowRow extends OfTenant {
  importId: string;
  line: number;
  state: Generated<'new' | 'update' | 'known' | 'duplicate' | 'invalid'>;
  /** What makes a row the same as another: the number or the extension. */
  key: string;
  /** Of the record that will be made, or of the one that is there. */
  recordId: string;
  cells: string;
  data: string;
  /** JSON of `ImportRow.errors`. */
  errors: Nullable<string>;
  /** JSON of `ImportRow.warnings`. */
  warnings: Nullable<string>;
}

export interface ImportChangeRow extends OfTenant {
  importId: string;
  line: number;
  recordId: string;
  before: Json<Record<string, unknown>>;
  version: number;
}

export interface ImportMappingRow extends OfTenant {
  userId: string;
  kind: string;
  heads: string;
  mapping: Json<(string | null)[]>;
  usedAt: MomentWithDefault;
}
