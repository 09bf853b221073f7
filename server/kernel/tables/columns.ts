/** Kinds of columns: how each is read and how it is written. */
import type { ColumnType, Generated as Defaulted } from 'kysely';

/** Filled by the database when it is not given. */
export type Generated<T> = Defaulted<T>;
/** What every kind of plain records has beside its own columns (`kernel/http/record-handlers.ts`). */
export type RecordColumns<Own> = Own &
  OfTenant & { id: string; createdAt: MomentWithDefault; version: Generated<number> };
export type Moment = ColumnType<Date, Date | string, Date | string>;
export type NullableMoment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** Written with the database's own time when it is not given. */
export type MomentWithDefault = ColumnType<Date, Date | string | undefined, Date | string>;
/** A jsonb column: read as a value, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>;
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
export type JsonWithDefault<T> = ColumnType<T, string | undefined, string>;
export type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** Computed by the database, never written. */
export type Computed<T> = ColumnType<T, never, never>;

export interface OfTenant {
  tenantId: string;
}
