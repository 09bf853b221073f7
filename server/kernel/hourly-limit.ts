/** What one user may do only so often, whatever the process or the session: counted from the audit log, in which it stands anyway. */
import { sql } from 'kysely';
import type { Principal } from './auth/principal.ts';
import type { Tx } from './db.ts';
import { Refusal } from './errors.ts';

export interface HourlyLimit {
  /** At most so often within an hour. */
  most: number;
  /** The actions that count. */
  actions: readonly string[];
  /** Only those that set this field. */
  field?: string;
}

/**
 * To be called in the transaction that writes the entry, before it. Those who do it at the same time wait for each other, so that no burst of
 * requests passes. @throws Refusal too-many-requests
 */
export async function limitPerHour(tx: Tx, principal: Principal, { most, actions, field }: HourlyLimit): Promise<void> {
  const actor = principal.via === 'operator' ? null : principal.userId;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${actions.join(' ')} ${actor ?? principal.name}`}, 0))`.execute(
    tx,
  );
  let done = tx
    .selectFrom('auditRows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('at', '>', sql<Date>`now() - interval '1 hour'`)
    .where('action', 'in', actions);
  done =
    actor === null
      ? done.where('actorId', 'is', null).where('actorName', '=', principal.name)
      : done.where('actorId', '=', actor);
  if (field !== undefined) done = done.where(sql<boolean>`after -> ${field} is not null`);
  const { count } = await done.executeTakeFirstOrThrow();
  if (count >= most) throw new Refusal('too-many-requests');
}
