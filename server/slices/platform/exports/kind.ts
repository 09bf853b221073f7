/** What a kind of export brings along: its columns in both languages, its query, and how a row is shown. */
import type { Compilable } from 'kysely';
import type { TObject } from 'typebox';
import { readChoice, wordsOf, type Checked } from '@bahu/domain/imports/cells.ts';
import type { ExportKind } from '@bahu/contract/exports.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';

export type Language = 'zh-CN' | 'en';

/** What a row needs to know of its reader to be shown. */
export interface Shown {
  reader: Principal;
  language: Language;
  /** A moment as the tenant's clock shows it: 2026-11-22 16:00:00. */
  time(moment: Date | null): string;
}

export interface ExportColumn<Row> {
  head: Readonly<Record<Language, string>>;
  show: (row: Row, shown: Shown) => string;
}

export interface ExportSpec<Row = never> {
  kind: ExportKind;
  /** In the order of the list. */
  columns: Readonly<Record<string, ExportColumn<Row>>>;
  /** The columns as the tenant has them, where it arranges and designs them. */
  arranged?(tx: Tx, reader: Principal): Promise<Readonly<Record<string, ExportColumn<Row>>>>;
  /** The filter of the list without cursor and limit. */
  filter: TObject;
  /** The rows that the filter finds within the reader's scope, in the list's order; of these ids alone when given. Null when there can be none. */
  query(tx: Tx, reader: Principal, filter: object, ids: readonly string[] | null): Promise<Compilable<Row> | null>;
}
export type ExportSpecs = Readonly<Record<ExportKind, ExportSpec>>;

/** All columns of a kind as the tenant has them. */
export const columnsOf = async (spec: ExportSpec, tx: Tx, reader: Principal): Promise<ExportSpec['columns']> =>
  (await spec.arranged?.(tx, reader)) ?? spec.columns;

/** Keeps the type of the rows inside of a kind, so that all kinds can stand in one table. */
export const exportSpec = <Row>(spec: ExportSpec<Row>): ExportSpec => spec as unknown as ExportSpec;

/** A value of a closed list in the language of the file. */
export const word =
  <T extends string>(words: Readonly<Record<T, Readonly<Record<Language, string>>>>) =>
  (value: string | null, { language }: Shown): string =>
    value === null
      ? ''
      : ((words as Readonly<Record<string, Readonly<Record<Language, string>>>>)[value]?.[language] ?? value);

/** A closed list in a sheet: how a value is shown, and what is read as it: its words in both languages, and further ones. */
export function choices<T extends string>(words: Readonly<Record<T, readonly [zh: string, en: string, ...string[]]>>) {
  const shown = Object.entries<readonly string[]>(words).map(([value, [zh, en]]) => [value, { 'zh-CN': zh, en }]);
  const read = wordsOf<T>(words);
  return {
    show: word(Object.fromEntries(shown) as Record<T, Record<Language, string>>),
    read: (cell: string): Checked<T> => readChoice(cell, read as Record<string, T>),
  };
}

export const yesNo = (value: boolean, { language }: Shown): string =>
  language === 'en' ? (value ? 'Yes' : 'No') : value ? '是' : '否';
