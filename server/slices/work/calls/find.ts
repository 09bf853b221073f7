/** Calls for the search over everything: by id or its short form, by a part of the number, or by the name of somebody else's customer. */
import { sql, type SqlBool } from 'kysely';
import { callNumberTail, meantByCallNumber } from '@bahu/domain/text/call-number.ts';
import type { SearchHit } from '@bahu/contract/search.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { idFloor, isId } from '../../../kernel/ids.ts';
import { searchDigits } from '../../../kernel/number-search.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';
import { findCalledByName } from '../../crm/customers/index.ts';
import { canOpen, inScope } from './scope.ts';
import { idsWithDigits } from './store.ts';

/** More customers of one name with whom the reader or theirs have spoken are as many. */
const looked = 5000;

/**
 * The latest calls that the reader may see and that fit what was typed. By a name they find with whom they or theirs have spoken though another owns
 * them: calls show the name anyway, and customers of the reader's own are found as such.
 */
export async function findCalls(tx: Tx, reader: Principal, typed: string, limit: number): Promise<SearchHit[]> {
  const text = typed.trim().toLowerCase();
  const numbered = meantByCallNumber(text);
  const digits = numbered ? null : searchDigits(text, reader.masksNumbers);
  const calls = rangeOf(reader, 'call.read');
  const named =
    isId(text) || numbered || digits
      ? []
      : await findCalledByName(tx, reader, text, { calls, most: looked, isOutside: true });
  if (!isId(text) && !numbered && !digits && named.length === 0) return [];
  let found = tx
    .selectFrom('calls as c')
    .leftJoin('customers as cu', (join) =>
      join.onRef('cu.tenantId', '=', 'c.tenantId').onRef('cu.id', '=', 'c.customerId'),
    )
    .select(['c.id', 'c.number', 'c.startedAt', 'cu.name as customerName']);
  if (isId(text)) found = found.where('c.id', '=', text).where(canOpen(reader));
  else if (numbered) found = found.where(isMeant(numbered)).where(canOpen(reader));
  else if (digits) found = found.where('c.id', 'in', idsWithDigits(digits, calls)).where(inScope(reader));
  else found = found.where('c.customerId', '=', sql<string>`any(${named}::uuid[])`).where(inScope(reader));
  const rows = await found.orderBy('c.startedAt', 'desc').orderBy('c.id', 'desc').limit(limit).execute();
  return rows.map((row) => {
    const number = numberFor(reader, row.number);
    const name = row.customerName ? textFor(reader, row.customerName) : number;
    return { id: row.id, name, number, note: '', at: row.startedAt.toISOString() };
  });
}

const isMeant = ({ from, to, tail }: NonNullable<ReturnType<typeof meantByCallNumber>>) =>
  sql<SqlBool>`c.id >= ${idFloor(from)}::uuid and c.id < ${idFloor(to)}::uuid
    and ('x' || right(c.id::text, 4))::bit(16)::int & ${callNumberTail} = ${tail}`;
