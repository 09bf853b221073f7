/** Recordings that are announced and have not come: noted before their first byte, gone with their last. */
import { sql } from 'kysely';
import { localRecordingLimits } from '@bahu/contract/local-recordings.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type {
  Generated,
  MomentWithDefault,
  Nullable,
  NullableMoment,
  OfTenant,
} from '../../../kernel/tables/columns.ts';

interface Row extends OfTenant {
  id: string;
  agentId: string;
  callId: Nullable<string>;
  customerId: Nullable<string>;
  number: Nullable<string>;
  direction: Nullable<'inbound' | 'outbound'>;
  startedAt: NullableMoment;
  bytes: number;
  path: string;
  isComing: Generated<boolean>;
  createdAt: MomentWithDefault;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    localRecordings: Row;
  }
}

/** The call that there is, or the one that was made elsewhere. */
export type Whose =
  | { callId: string }
  | { customerId: string; number: string; direction: 'inbound' | 'outbound'; startedAt: Date };

/** What one agent does at once waits for each other: a burst would pass the limit, and two recordings of one call would both be the first. */
export const oneByOne = (tx: Tx, agentId: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`local-recordings ${agentId}`}, 0))`.execute(tx);

/** @throws Refusal too-many-requests. */
export async function note(
  tx: Tx,
  announced: { tenantId: string; agentId: string; id: string; bytes: number; path: string } & Whose,
): Promise<void> {
  const { agentId } = announced;
  await oneByOne(tx, agentId);
  const { count } = await tx
    .selectFrom('localRecordings')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('agentId', '=', agentId)
    .executeTakeFirstOrThrow();
  if (count >= localRecordingLimits.coming) throw new Refusal('too-many-requests');
  await tx.insertInto('localRecordings').values(announced).execute();
}

/** One of the agent's whose bytes may come now: once, for the file has one name. */
export const take = (tx: Tx, agentId: string, id: string) =>
  tx
    .updateTable('localRecordings')
    .set({ isComing: true })
    .where('id', '=', id)
    .where('agentId', '=', agentId)
    .where('isComing', '=', false)
    .returningAll()
    .executeTakeFirst();
export type Announced = NonNullable<Awaited<ReturnType<typeof take>>>;

/** It has come, or never will. False when it was given up meanwhile. */
export const drop = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.deleteFrom('localRecordings').where('id', '=', id).executeTakeFirstOrThrow()).numDeletedRows > 0n;

/** What has not begun to come by then has been given up by its sender; until then its bytes count as stored. */
const comesWithin = sql`interval '1 hour'`;
/** Longer than any upload takes. */
const comingFor = sql`interval '1 day'`;

export const listOld = (tx: Tx) =>
  tx
    .selectFrom('localRecordings')
    .select(['id', 'path'])
    .where('createdAt', '<', sql<Date>`now() - case when is_coming then ${comingFor} else ${comesWithin} end`)
    .execute();

/** Gives what was announced of calls with one customer to another: all, or those with these ids. Returns their ids. */
export async function moveCustomer(tx: Tx, from: string, to: string, only?: readonly string[]): Promise<string[]> {
  const rows = await tx
    .updateTable('localRecordings')
    .set({ customerId: to })
    .where('customerId', '=', from)
    .$if(only !== undefined, (found) => found.where('id', '=', sql<string>`any(${only}::uuid[])`))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The recordings of calls with customers who are gone are those of calls with nobody. */
export async function forgetCustomers(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('localRecordings')
    .set({ customerId: null })
    .where('customerId', '=', sql<string>`any(${customerIds}::uuid[])`)
    .execute();
}
