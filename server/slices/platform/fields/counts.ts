/** How many records of a list have each value of a field, for the heads of a board. */
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { FieldCount } from '@bahu/contract/field-counts.ts';
import { boardCodes, boardLimits, makesBoard } from '@bahu/domain/fields/board.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { conditionsOf, type Alias, type AnyField } from './filter-sql.ts';

interface Counted {
  /** The table of the records, as `found` calls it. */
  readonly alias: Alias;
  /** The records that the list finds, those alone that a further condition lets through, in parts that have none in common. */
  readonly found: readonly ((condition: RawBuilder<SqlBool>) => { limit(rows: number): Expression<unknown> })[];
}

/** One statement, which reads at most `boardLimits.counted` + 1 records of each value and part. @throws Refusal input.invalid for a field that makes no board. */
export async function countByField(
  tx: Tx,
  reader: Principal,
  fields: readonly AnyField[],
  by: string,
  { alias, found }: Counted,
): Promise<FieldCount[]> {
  const field = fields.find((one) => one.key === by && makesBoard(one));
  if (!field) throw new Refusal('input.invalid', undefined, [{ path: 'by', rule: 'unknown' }]);
  const codes = boardCodes(field);
  if (found.length === 0) return codes.map((code) => ({ code, count: 0, isExact: true }));
  const filters = codes.map((code) =>
    code === ''
      ? ({ key: by, operator: 'empty', values: [] } as const)
      : ({ key: by, operator: 'is', values: [code] } as const),
  );
  const counts = (await conditionsOf(tx, reader, fields, filters, alias)).map((condition, place) => {
    const parts = found.map(
      (part) => sql`(select count(*) from (${part(condition).limit(boardLimits.counted + 1)}) as counted)`,
    );
    return sql`select ${sql.lit(place)}::int as place, (${sql.join(parts, sql` + `)})::int as count`;
  });
  const { rows } = await sql<{ place: number; count: number }>`${sql.join(counts, sql` union all `)}`.execute(tx);
  return codes.map((code, place) => {
    const count = rows.find((row) => row.place === place)?.count ?? 0;
    return { code, count: Math.min(count, boardLimits.counted), isExact: count <= boardLimits.counted };
  });
}
