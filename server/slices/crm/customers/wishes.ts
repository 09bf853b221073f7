/** What customers want of being called: asked before every call to outside, and noted with who wrote it. */
import { sql } from 'kysely';
import { whyNotWanted, type NotWanted, type Wish } from '@bahu/domain/customers/calling.ts';
import { isEmergency } from '@bahu/domain/numbers/ranges.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';

/** Why a number (E.164) is not called, whoever of the tenant's customers has it and whoever may see them; emergency numbers always are. */
export async function whyNotCalled(tx: Tx, number: string): Promise<NotWanted | null> {
  if (isEmergency(number)) return null;
  const { rows } = await sql<Wish>`
    select do_not_call as "doNotCall", consent from bahu_wishes_of_number(bahu_tenant(), ${number})`.execute(tx);
  return whyNotWanted(rows);
}

/** From now on it is this person who writes what customers want, until the transaction ends. */
export const writingWishes = async (tx: Tx, { userId }: Pick<Principal, 'userId'>): Promise<void> =>
  void (await sql`select set_config('app.user', ${userId}, true)`.execute(tx));

/** Whether values say what a customer wants. */
export const hasWishes = (values: object): boolean => 'doNotCall' in values || 'consent' in values;
