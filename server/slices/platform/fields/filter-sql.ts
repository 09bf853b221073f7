/** Filters of designed fields in the queries of lists: the meaning of `domain/fields/match.ts` in SQL. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { isSortable, isVisible, mayHoldNumbers, type FieldType } from '@bahu/domain/fields/field.ts';
import { criterionOf, type Criterion } from '@bahu/domain/fields/filter.ts';
import { readFilters } from '@bahu/domain/fields/filter-text.ts';
import { absoluteFilters, type Today } from '@bahu/domain/fields/relative.ts';
import { optionById } from '@bahu/domain/fields/options.ts';
import { isRefused, parseValue, type Stored } from '@bahu/domain/fields/value.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { FieldRecord } from './store.ts';
import { readingFor } from './values.ts';

const refused = (rule: string): Refusal => new Refusal('input.invalid', undefined, [{ path: 'fields', rule }]);

/** A field by which this reader may compare records. @throws Refusal input.invalid, forbidden for what the mask hides from them. */
export function comparable(reader: Principal, fields: readonly FieldRecord[], key: string): FieldRecord {
  const field = fields.find((one) => one.key === key && isVisible(one));
  if (!field) throw refused('unknown');
  if (reader.masksNumbers && mayHoldNumbers(field.type)) throw new Refusal('forbidden');
  return field;
}

/** The conditions of a text of filters over the table `c`. @throws Refusal input.invalid or forbidden. */
export async function fieldConditions(
  tx: Tx,
  reader: Principal,
  fields: readonly FieldRecord[],
  text: string,
): Promise<RawBuilder<SqlBool>[]> {
  const filters = readFilters(text);
  if (!filters) throw refused('format');
  const reading = await readingFor(
    tx,
    reader.tenantId,
    filters.flatMap(({ values }) => values),
  );
  const today = filters.some(({ operator }) => operator === 'within') ? await todayOf(tx, reader.tenantId) : null;
  return filters.flatMap((filter) => {
    const field = isPresence(filter.operator)
      ? fields.find((one) => one.key === filter.key && isVisible(one))
      : comparable(reader, fields, filter.key);
    const absolute = field && (today ? absoluteFilters(filter, field.type, today) : [filter]);
    if (!field || !absolute) throw refused('value');
    return absolute.map((one) => {
      const criterion = criterionOf(field, one, reading);
      if (!criterion) throw refused('value');
      return conditionOf(field, criterion);
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
  readonly isDescending: boolean;
}

/**
 * Reads the `sort` of a list, `field.<code>` or `field.<code>.desc`; null for an order that is none of a field. @throws Refusal input.invalid for a
 * field by which lists do not sort, forbidden for what the mask hides from the reader.
 */
export function fieldOrder(reader: Principal, fields: readonly FieldRecord[], sort: string): FieldOrder | null {
  const [kind, key = '', way] = sort.split('.');
  if (kind !== 'field') return null;
  const field = comparable(reader, fields, key);
  if (!isSortable(field)) throw refused('sort');
  return { key: keyOf(field), isDescending: way === 'desc' };
}

const isPresence = (operator: string): boolean => operator === 'empty' || operator === 'filled';

/** The key of a record: what the index has, once it has it of every record. */
export const keyOf = (field: FieldRecord): RawBuilder<string> =>
  field.slot !== null && field.isIndexed
    ? sql<string>`((c.field_keys)[${sql.lit(field.slot)}]) collate "C"`
    : sql<string>`bahu_field_key(${field.type}, c.fields -> ${field.id}) collate "C"`;

const keyOfValue = (field: FieldRecord, value: Stored): RawBuilder<string> =>
  sql<string>`bahu_field_key(${field.type}, ${JSON.stringify(value)}::jsonb)`;

/** Types that are searched by what was typed: texts by their beginning, numbers as a whole. */
const searched: readonly FieldType[] = ['text', 'email', 'number', 'phone'];

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

function conditionOf(field: FieldRecord, { operator, values }: Criterion): RawBuilder<SqlBool> {
  const key = keyOf(field);
  const [first] = values;
  switch (operator) {
    case 'empty':
      return sql<SqlBool>`not jsonb_exists(c.fields, ${field.id})`;
    case 'filled':
      return sql<SqlBool>`jsonb_exists(c.fields, ${field.id})`;
    case 'starts':
      return sql<SqlBool>`starts_with(${key}, ${keyOfValue(field, first!)})`;
    case 'from':
      return sql<SqlBool>`${key} >= ${keyOfValue(field, first!)}`;
    case 'to':
      return sql<SqlBool>`${key} <= ${keyOfValue(field, first!)}`;
    case 'is':
      return sql<SqlBool>`(${sql.join(
        values.map((value) => isValue(field, key, value)),
        sql` or `,
      )})`;
  }
}

/** A text from before the field had a list is found by the option that it names, as it is shown as that. */
function isValue(field: FieldRecord, key: RawBuilder<string>, value: Stored): RawBuilder<SqlBool> {
  const ids = Array.isArray(value) ? (value as readonly string[]) : null;
  if (!ids) return sql<SqlBool>`${key} = ${keyOfValue(field, value)}`;
  if (field.type === 'multi-select') {
    const has = sql<SqlBool>`jsonb_exists(c.fields -> ${field.id}, ${ids[0]!})`;
    return sql<SqlBool>`(jsonb_typeof(c.fields -> ${field.id}) = 'array' and ${has} or ${isNamed(field, ids[0]!)})`;
  }
  const found =
    field.type === 'cascade'
      ? sql<SqlBool>`starts_with(${key}, ${keyOfValue(field, value)})`
      : sql<SqlBool>`${key} = ${keyOfValue(field, value)}`;
  return ids.length > 1 ? found : sql<SqlBool>`(${found} or ${isNamed(field, ids[0]!)})`;
}

function isNamed(field: FieldRecord, id: string): RawBuilder<SqlBool> {
  const option = optionById(field, id)!;
  const words = [option.code, option.labels.zh, option.labels.en];
  return sql<SqlBool>`${keyOf(field)} in (${sql.join(words.map((word) => sql`bahu_fold(${word})`))})`;
}
