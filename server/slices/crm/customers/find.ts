/** Customers for the search over everything. */
import type { SearchHit } from '@bahu/contract/search.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { inScope } from './scope.ts';
import { findIds } from './search.ts';

/** Of so many that fit, those whom the tenant spoke with last are shown. */
const looked = 200;

/** Customers in the reader's scope that fit what was typed, those of the latest calls first. */
export async function findCustomers(tx: Tx, reader: Principal, typed: string, limit: number): Promise<SearchHit[]> {
  const ids = await findIds(tx, reader, typed, looked);
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('customers as c')
    .select(['c.id', 'c.name', 'c.phone', 'c.company'])
    .where('c.id', 'in', ids)
    .where(inScope(reader))
    .orderBy('c.lastCallAt', (last) => last.desc().nullsLast())
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, name, phone, company }) => ({
    id,
    name: textFor(reader, name),
    number: numberFor(reader, phone),
    note: textFor(reader, company),
    at: null,
  }));
}
