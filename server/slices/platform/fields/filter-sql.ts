/** Filters of fields in the queries of lists, designed or built in: the meaning of `domain/fields/match.ts` in SQL. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import {
  isFilterable,
  isSortable,
  isVisible,
  mayHoldNumbers,
  type FieldDef,
  type FieldType,
} from '@bahu/domain/fields/field.ts';
import { criterionOf, type Criterion } from '@bahu/domain/fields/filter.ts';
import { readFilters, type FieldFilter } from '@bahu/domain/fields/filter-text.ts';
import { absoluteFilters, type Today } from '@bahu/domain/fields/relative.ts';
import { optionById } from '@bahu/domain/fields/options.ts';
import { isRefused, parseValue, type Stored } from '@bahu/domain/fields/value.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { FieldRecord } from './store.ts';
import { readingFor } from './values.ts';

/** A field as the tenant designed it, or one that is built in. */
export type AnyField = FieldRecord | FieldDef;
/** The table of the records, as the queries of their list call it. */
export type Alias = 'c' | 'f';
const isDesigned = (field: AnyField): field is FieldRecord => 'uuid' in field;
/** Of the built-in ones those that are columns of their table; the number and the owner are asked for otherwise. */
const isComparable = (field: AnyField): boolean =>
  isVisible(field) && (isDesigned(field) || (field.type !== 'phone' && field.type !== 'agent'));

const refused = (rule: string): Refusal => new Refusal('input.invalid', undefined, [{ path: 'fields', rule }]);

/** A field by which this reader may compare records. @throws Refusal input.invalid, forbidden for what the mask hides from them. */
function comparable(reader: Principal, fields: readonly AnyField[], key: string): AnyField {
  const field = fields.find((one) => one.key === key && isComparable(one));
  if (!field) throw refused('unknown');
  if (reader.masksNumbers && mayHoldNumbers(field.type)) throw new Refusal('forbidden');
  return field;
}

/** The conditions of a text of filters over the table `alias`. @throws Refusal input.invalid or forbidden. */
export async function fieldConditions(
  tx: Tx,
  reader: Principal,
  fields: readonly AnyField[],
  text: string,
  alias: Alias = 'c',
): Promise<RawBuilder<SqlBool>[]> {
  const filters = readFilters(text);
  if (!filters) throw refused('format');
  return conditionsOf(tx, reader, fields, filters, alias);
}

/** The same of filters that are no text, one after the other. @throws Refusal input.invalid or forbidden. */
export async function conditionsOf(
  tx: Tx,
  reader: Principal,
  fields: readonly AnyField[],
  filters: readonly FieldFilter[],
  alias: Alias,
): Promise<RawBuilder<SqlBool>[]> {
  const reading = await readingFor(
    tx,
    reader.tenantId,
    filters.flatMap(({ values }) => values),
  );
  const today = filters.some(({ operator }) => operator === 'within') ? await todayOf(tx, reader.tenantId) : null;
  return filters.flatMap((filter) => {
    const field = comparable(reader, fields, filter.key);
    if (!isFilterable(field, reader.masksNumbers)) throw refused('not-searchable');
    const absolute = today ? absoluteFilters(filter, field.type, today) : [filter];
    if (!absolute) throw refused('value');
    return absolute.map((one) => {
      const criterion = criterionOf(field, one, reading);
      if (!criterion) throw refused('value');
      return isDesigned(field)
        ? conditionOf(reader, field, criterion, alias)
        : builtInCondition(field, criterion, alias);
    });
  });
}

/** Days begin on the tenant's clock, whoever asks from wherever. */
async function todayOf(tx: Tx, tenantId: string): Promise<Today> {
  const { settings, now } = await tx
    .selectFrom('tenants')
    .select(['settings', sql<Date>`now()`.as('now')])
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return { now: now.getTime(), utcOffsetMinutes: readSettings(settings).utcOffsetMinutes };
}

/** The order of a list by a field. Records without a value stand behind the others, whichever way it goes. */
export interface FieldOrder {
  readonly key: RawBuilder<string>;
  /** Whether a record has a value, as the index says it: with a collation the planner would not find the index. */
  readonly isFilled: RawBuilder<SqlBool>;
  readonly isDescending: boolean;
}

/**
 * Reads the `sort` of a list, `field.<code>` or `field.<code>.desc`; null for an order that is none of a field. @throws Refusal input.invalid for a
 * field by which lists do not sort, forbidden for what the mask hides from the reader.
 */
export function fieldOrder(
  reader: Principal,
  fields: readonly FieldRecord[],
  sort: string,
  alias: Alias,
): FieldOrder | null {
  const [kind, key = '', way] = sort.split('.');
  if (kind !== 'field') return null;
  const field = comparable(reader, fields, key);
  if (!isDesigned(field) || !isSortable(field)) throw refused('sort');
  const compared = keyOf(field, alias);
  const isFilled = sql<SqlBool>`${bareKeyOf(field, alias) ?? compared} is not null`;
  return { key: compared, isFilled, isDescending: way === 'desc' };
}

/** What the index has of a record, once it has it of every record. */
const bareKeyOf = ({ slot, isIndexed }: FieldRecord, alias: Alias): RawBuilder<string> | null =>
  slot !== null && isIndexed ? sql<string>`((${sql.ref(`${alias}.fieldKeys`)})[${sql.lit(slot)}])` : null;

/** The key by which records are compared. */
const keyOf = (field: FieldRecord, alias: Alias = 'c'): RawBuilder<string> =>
  sql<string>`${bareKeyOf(field, alias) ?? sql`bahu_field_key(${field.type}, ${valuesOf(alias)} -> ${field.id})`} collate "C"`;

const valuesOf = (alias: Alias): RawBuilder<unknown> => sql`${sql.ref(`${alias}.fields`)}`;

const keyOfValue = (field: FieldRecord, value: Stored): RawBuilder<string> =>
  sql<string>`bahu_field_key(${field.type}, ${JSON.stringify(value)}::jsonb)`;

/** Types that are searched by what was typed: texts by their beginning, numbers as a whole. */
const searched: readonly FieldType[] = ['text', 'email', 'number', 'money', 'phone'];

/**
 * Queries over the table `c` for the ids of records that have what was typed in a searchable field, at most `most` of each, those alone that
 * `within` lets through. None for who may not see numbers: guessing would find out what the mask hides.
 */
export async function fieldSearches(
  tx: Tx,
  reader: Principal,
  fields: readonly FieldRecord[],
  typed: string,
  { within, most }: { within: RawBuilder<SqlBool>; most: number },
): Promise<RawBuilder<unknown>[]> {
  const able = fields.filter((field) => isVisible(field) && field.isIndexed && searched.includes(field.type));
  if (able.length === 0 || reader.masksNumbers) return [];
  const reading = await readingFor(tx, reader.tenantId, []);
  return able.flatMap((field) => {
    // The beginning of an address is none yet, and is looked for as the text that it is.
    const isText = field.type === 'text' || field.type === 'email';
    const parsed = parseValue(isText ? { ...field, type: 'text' } : field, typed, reading);
    if (isRefused(parsed) || parsed.value === null) return [];
    const [key, wanted] = [keyOf(field), keyOfValue(field, parsed.value)];
    // A range in the order of the index: operators that know of beginnings are not leakproof, and reach no index under row-level security.
    const found = isText
      ? sql<SqlBool>`${key} >= ${wanted} and ${key} < ${wanted} || chr(1114111)`
      : sql<SqlBool>`${key} = ${wanted}`;
    return [sql`(select c.id from customers c where ${found} and ${within} order by ${key} limit ${most})`];
  });
}

function conditionOf(
  reader: Principal,
  field: FieldRecord,
  { operator, values }: Criterion,
  alias: Alias,
): RawBuilder<SqlBool> {
  const key = keyOf(field, alias);
  const has = sql<SqlBool>`jsonb_exists(${valuesOf(alias)}, ${field.id})`;
  const [first] = values;
  switch (operator) {
    case 'empty':
      return sql<SqlBool>`not ${has}`;
    case 'filled':
      return has;
    case 'starts':
      return sql<SqlBool>`starts_with(${key}, ${keyOfValue(field, first!)})`;
    case 'from':
      return sql<SqlBool>`${key} >= ${keyOfValue(field, first!)}`;
    case 'to':
      return sql<SqlBool>`${key} <= ${keyOfValue(field, first!)}`;
    case 'is':
      return anyOf(values.map((value) => isValue(reader, field, key, value, alias)));
  }
}

const anyOf = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;

/** Of a field with a column of its own: lists filter by those that have a list of values, of which it holds a code; the empty text is none. */
function builtInCondition(field: FieldDef, { operator, values }: Criterion, alias: Alias): RawBuilder<SqlBool> {
  const column = sql.ref(`${alias}.${field.key}`);
  switch (operator) {
    case 'empty':
      return sql<SqlBool>`${column} = ''`;
    case 'filled':
      return sql<SqlBool>`${column} <> ''`;
    case 'is':
      return sql<SqlBool>`${column} in (${sql.join(values.map((value) => optionById(field, (value as string[])[0]!)!.code))})`;
    default:
      throw refused('value');
  }
}

/** A text from before the field had a list is found by the option that it names, as it is shown as that. */
function isValue(
  reader: Principal,
  field: FieldRecord,
  key: RawBuilder<string>,
  value: Stored,
  alias: Alias,
): RawBuilder<SqlBool> {
  const ids = Array.isArray(value) ? (value as readonly string[]) : null;
  if (!ids) return sql<SqlBool>`${key} = ${keyOfValue(field, value)}`;
  const isNamed = isNamedBy(reader, field, key, ids[0]!);
  if (field.type === 'multi-select') {
    const stored = sql`${valuesOf(alias)} -> ${field.id}`;
    return sql<SqlBool>`(jsonb_typeof(${stored}) = 'array' and jsonb_exists(${stored}, ${ids[0]!}) or ${isNamed})`;
  }
  const found =
    field.type === 'cascade'
      ? sql<SqlBool>`starts_with(${key}, ${keyOfValue(field, value)})`
      : sql<SqlBool>`${key} = ${keyOfValue(field, value)}`;
  return ids.length > 1 ? found : sql<SqlBool>`(${found} or ${isNamed})`;
}

/** By a word that the mask hides nothing is found: options that name numbers would find out which a record has. */
function isNamedBy(reader: Principal, field: FieldRecord, key: RawBuilder<string>, id: string): RawBuilder<SqlBool> {
  const option = optionById(field, id)!;
  const words = [option.code, option.labels.zh, option.labels.en].filter((word) => textFor(reader, word) === word);
  if (words.length === 0) return sql<SqlBool>`false`;
  return sql<SqlBool>`${key} in (${sql.join(words.map((word) => sql`bahu_fold(${word})`))})`;
}
