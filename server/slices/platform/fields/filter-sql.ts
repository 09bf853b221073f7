/** Filters of designed fields in the queries of lists: the meaning of `domain/fields/match.ts` in SQL. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { isVisible, mayHoldNumbers } from '@bahu/domain/fields/field.ts';
import { criterionOf, readFilters, type Criterion } from '@bahu/domain/fields/filter.ts';
import { optionById } from '@bahu/domain/fields/options.ts';
import type { Stored } from '@bahu/domain/fields/value.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
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
  return filters.map((filter) => {
    const field = isPresence(filter.operator)
      ? fields.find((one) => one.key === filter.key && isVisible(one))
      : comparable(reader, fields, filter.key);
    const criterion = field && criterionOf(field, filter, reading);
    if (!field || !criterion) throw refused('value');
    return conditionOf(field, criterion);
  });
}

const isPresence = (operator: string): boolean => operator === 'empty' || operator === 'filled';

/** The key of a record: what the index has, once it has it of every record. */
export const keyOf = (field: FieldRecord): RawBuilder<string> =>
  field.slot !== null && field.isIndexed
    ? sql<string>`((c.field_keys)[${sql.lit(field.slot)}]) collate "C"`
    : sql<string>`bahu_field_key(${field.type}, c.fields -> ${field.id}) collate "C"`;

const keyOfValue = (field: FieldRecord, value: Stored): RawBuilder<string> =>
  sql<string>`bahu_field_key(${field.type}, ${JSON.stringify(value)}::jsonb)`;

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
