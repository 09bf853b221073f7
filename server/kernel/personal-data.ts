/**
 * What is kept of one person. Each slice says which rows of its tables are of a person, how they go, and which of their columns name files; so what is given out and
 * what is erased is the same, and a table that nobody speaks for is found by a test (`crm/personal-data/personal-data.test.ts`).
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** Whose rows they are. Found once, so that it does not matter in which order they go. */
export interface Person {
  /** The customer, and all who were merged into them. */
  readonly customerIds: readonly string[];
  /** E.164; none that is another customer's as well. */
  readonly numbers: readonly string[];
  readonly callIds: readonly string[];
  /** Of everything that the audit log, imports and other systems name: customers, follow-ups, contacts, deals, calls, messages, missed calls, numbers of batches. */
  readonly recordIds: readonly string[];
  readonly names: readonly string[];
}

/** Rows of a table, which the queries call `t`. */
export interface PersonTable {
  readonly table: string;
  /** What they are called where they are given out; null for rows that say nothing of their own. */
  readonly labels: { readonly zh: string; readonly en: string } | null;
  readonly rows: (person: Person) => RawBuilder<SqlBool>;
  /** Columns with names of files in the storage. */
  readonly files?: readonly string[];
  /** Columns that are no answer to the person: keys of indexes, places in the storage. */
  readonly hides?: readonly string[];
  /** The rows go, or stay as figures with these columns emptied, by column; or a statement that says how many rows it has changed. */
  readonly erase:
    | 'delete'
    | Readonly<Record<string, RawBuilder<unknown>>>
    | ((erasureId: string, person: Person) => RawBuilder<{ n: number }>);
}

/** Whether a column of `t` holds one of some ids. */
export const isAnyId = (column: string, ids: readonly string[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(`t.${column}`)} = any(${ids}::uuid[])`;
/** The same of texts. */
export const isAnyText = (column: string, texts: readonly string[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(`t.${column}`)} = any(${texts}::text[])`;
