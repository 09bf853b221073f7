/** Why and by whom customers become another agent's: told to the transaction, before it, and noted by the database with each of them. */
import { sql } from 'kysely';
import type { OwnerReason } from '@bahu/contract/customer-owners.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';

export interface OwnerCause {
  readonly reason: OwnerReason;
  /** Null where nobody did it, as with a rule. */
  readonly by: Pick<Principal, 'via' | 'userId' | 'name'> | null;
}

export async function tellCause(tx: Tx, { reason, by }: OwnerCause): Promise<void> {
  const told = { reason, by_id: by && by.via !== 'operator' ? by.userId : null, by_name: by?.name ?? '' };
  await sql`select set_config('bahu.owner_cause', ${JSON.stringify(told)}, true)`.execute(tx);
}
