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
import { branchOf, optionById } from '@bahu/domain/fields/options.ts';
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
export type Alias = 'c' | 'f' | 'd';
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
    case 'empty': {
      // Without a value there is no key either, and of keys the planner knows how many there are; beside them it takes a comparison for true nearly always.
      const bare = bareKeyOf(field, alias);
      return bare ? sql<SqlBool>`${bare} is null and ${has}::int <> 1` : sql<SqlBool>`not ${has}`;
    }
    case 'filled':
      return has;
    case 'starts':
      return sql<SqlBool>`starts_with(${key}, ${keyOfValue(field, first!)})`;
    case 'from':
      return sql<SqlBool>`${key} >= ${keyOfValue(field, first!)}`;
    case 'to':
      return sql<SqlBool>`${key} <= ${keyOfValue(field, first!)}`;
    case 'is':
      return field.type === 'multi-select' || field.type === 'cascade'
        ? anyOf(values.map((value) => isAmong(reader, field, key, value as readonly string[], alias)))
        : sql<SqlBool>`${key} in (${sql.join(values.flatMap((value) => keysOf(reader, field, value)))})`;
  }
}

const anyOf = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;

/** Of a field with a column of its own: lists filter by those that have a list of values, of which it holds a code; the empty text is none. */
function builtInCondition(field: FieldDef, criterion: Criterion, alias: Alias): RawBuilder<SqlBool> {
  const { operator, values } = criterion;
  const column = sql.ref(`${alias}.${field.key}`);
  if (field.type === 'cascade') return treeCondition(field, criterion, column);
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

/** Of a tree, of which the column holds the id of one: with all below it; null is none. */
function treeCondition(
  field: FieldDef,
  { operator, values }: Criterion,
  column: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  if (operator === 'empty') return sql<SqlBool>`${column} is null`;
  if (operator === 'filled') return sql<SqlBool>`${column} is not null`;
  const ids = values.flatMap((value) => branchOf(field, (value as readonly string[]).at(-1)!));
  return sql<SqlBool>`${column} = any(${[...new Set(ids)]}::uuid[])`;
}

/**
 * All keys with which a record has a value of one choice, in one list: of several conditions with `or` between them the index gives all records
 * before the first is counted. A text from before the field had a list is found by the option that it names, as it is shown as that.
 */
const keysOf = (reader: Principal, field: FieldRecord, value: Stored): RawBuilder<string>[] => [
  keyOfValue(field, value),
  ...(Array.isArray(value) ? wordsOf(reader, field, (value as readonly string[])[0]!) : []),
];

/** Of several choices, and of a path with all below it. */
function isAmong(
  reader: Principal,
  field: FieldRecord,
  key: RawBuilder<string>,
  ids: readonly string[],
  alias: Alias,
): RawBuilder<SqlBool> {
  const stored = sql`${valuesOf(alias)} -> ${field.id}`;
  const found =
    field.type === 'cascade'
      ? sql<SqlBool>`starts_with(${key}, ${keyOfValue(field, ids)})`
      : sql<SqlBool>`jsonb_typeof(${stored}) = 'array' and jsonb_exists(${stored}, ${ids[0]!})`;
  const words = field.type === 'cascade' && ids.length > 1 ? [] : wordsOf(reader, field, ids[0]!);
  return words.length > 0 ? sql<SqlBool>`(${found} or ${key} in (${sql.join(words)}))` : sql<SqlBool>`(${found})`;
}

/** By a word that the mask hides nothing is found: options that name numbers would find out which a record has. */
function wordsOf(reader: Principal, field: FieldRecord, id: string): RawBuilder<string>[] {
  const { code, labels } = optionById(field, id)!;
  const words = [code, labels.zh, labels.en].filter((word) => textFor(reader, word) === word);
  return words.map((word) => sql<string>`bahu_fold(${word})`);
}
