/** Further numbers of staged rows as SQL, and what of them only the database knows: whose they are already. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { customerLimits } from '@bahu/contract/customers.ts';
import type { CellError } from '@bahu/domain/imports/cells.ts';
import type { Tx } from '../../../kernel/db.ts';
import { noteInvalid, type ColumnOf, type Found } from '../../platform/imports/index.ts';
import { numberKeys, placeOf } from './import-fields.ts';

const words = sql`d[${sql.lit(placeOf('numbers'))}]`;

/**
 * The further numbers of a row with the data `d`, as `f`. They stand as columns before they are compared: under row-level security no index
 * answers what a function makes of another row.
 */
export const furtherNumbers = sql`(
  select split_part(word, ';', 1) as number, split_part(word, ';', 2) as extension, place::int
  from unnest(string_to_array(${words}, chr(10))) with ordinality as w (word, place) offset 0) f`;

/** Whether the customer of row `n` has the number `f`, also as one that another had first. */
export const isOwn = sql<SqlBool>`exists (
  select from customer_numbers o where o.customer_id = n.record_id and o.number = f.number and o.extension = f.extension)`;

/** Whether another customer has a further number of row `n`. */
export const isTaken = sql<SqlBool>`(${words} <> '' and exists (
  select from ${furtherNumbers} cross join lateral (
    select from customer_numbers o where o.number = f.number and o.extension = f.extension and not o.is_duplicate
      and o.customer_id <> n.record_id limit 1) o))`;

/** Whether the customer of row `n`, who is there, would have more numbers than one may. */
export const isTooMany = sql<SqlBool>`(${words} <> '' and (select count(*) from customer_numbers o where o.customer_id = n.record_id and o.contact_id is null)
  + (select count(*) from ${furtherNumbers} where not ${isOwn}) > ${sql.lit(customerLimits.numbers)})`;

/** The column that names a row's further numbers in what is said of it: the first that the file has. */
export const numbersField = (columnOf: ColumnOf): string => numberKeys.find((key) => columnOf(key) >= 0) ?? 'phone';

/** A reason as a staged row holds it. */
export const cellError = (column: number, reason: CellError['reason'], params: CellError['params'] = {}): string =>
  JSON.stringify([{ column, reason, params }]);

/**
 * Rows whose further numbers another row has, before it or as its main number; are another customer's; or are too many with those that the customer
 * has already. Returns how many of each.
 */
export async function examineNumbers(tx: Tx, importId: string, columnOf: ColumnOf): Promise<readonly Found[]> {
  const field = numbersField(columnOf);
  const column = columnOf(field);
  const rows = sql`
    select r.line, r.key, r.record_id, r.state, string_to_array(r.data, chr(31)) as d from import_rows r
    where r.import_id = ${importId} and r.state in ('new', 'update')`;
  // Found first and marked then: rows that have just been staged have no statistics, and the planner would look anew for each of them.
  const refuse = async (reason: Found['reason'], lines: RawBuilder<unknown>, params: CellError['params'] = {}) => {
    const { rows: wrong } = await sql<{ line: number; first?: number }>`${lines}`.execute(tx);
    const invalid = wrong.map(({ line, first }) => ({
      line,
      error: cellError(column, reason, first === undefined ? params : { line: first }),
    }));
    await noteInvalid(tx, importId, invalid);
    return { field, reason, rows: wrong.length };
  };
  await sql`set local enable_nestloop = off`.execute(tx);
  const twice = await refuse('twice', repeated(rows));
  await sql`set local enable_nestloop = on`.execute(tx);
  const found = [
    twice,
    await refuse('number-taken', sql`select n.line from (${rows}) n where ${isTaken}`),
    await refuse('too-many-numbers', sql`select n.line from (${rows}) n where n.state = 'update' and ${isTooMany}`, {
      most: customerLimits.numbers,
    }),
  ];
  return found.filter((one) => one.rows > 0);
}

/** Lines with a further number that is the main one of another row, or a further one of a row before. */
const repeated = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  with further as (select n.line, word from (${rows}) n, unnest(string_to_array(${words}, chr(10))) as word),
  firsts as (select line, word, min(line) over (partition by word) as first from further),
  mains as (select n.key, min(n.line) as line from (${rows}) n where n.key in (select word from further) group by n.key)
  select f.line, min(coalesce(m.line, f.first)) as first
  from firsts f left join mains m on m.key = f.word and m.line <> f.line
  where m.line is not null or f.first < f.line group by f.line`;
