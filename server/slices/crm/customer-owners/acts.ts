/** What agents do about whose customers are, with one or with many: in one transaction, within the limits of the agent. */
import { sql } from 'kysely';
import type { OwnerAct } from '@bahu/contract/customers.ts';
import { roomWithin, withinRoom } from '@bahu/domain/customer-owners/room.ts';
import { dayNumber, dayStart } from '@bahu/domain/time/day.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { ownSettingsOf } from '../../platform/tenants/index.ts';
import {
  countLocked,
  giveHeld,
  holdCustomersOfPool,
  holdOwnCustomers,
  holdUnlockableCustomers,
  lockHeld,
  unlockHeld,
  type Assignee,
} from '../customers/index.ts';
import { countTaken } from './store.ts';

export type Held = Awaited<ReturnType<typeof holdOwnCustomers>>[number];

export interface Outcome {
  /** For whom it holds now. */
  readonly count: number;
  /** Those who are others than they were by that. */
  readonly changed: readonly Held[];
  /** Whose they are now, where that is what changed. */
  readonly to?: Assignee | null;
  /** More than the agent's limit lets through: they are as they were. */
  readonly overLimit: number;
  /** Another's, or gone. */
  readonly outOfReach: number;
}

type Acting = (tx: Tx, actor: Principal, ids: readonly string[]) => Promise<Outcome>;

/** What one agent does about limits happens one after the other; first of all, so that nobody waits with customers in their hands. */
const oneByOne = (tx: Tx, { userId }: Principal) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`limits about customers of ${userId}`}, 0))`.execute(tx);

const inOrderOf = (ids: readonly string[], held: readonly Held[]): Held[] => {
  const byId = new Map(held.map((one) => [one.id, one]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};
const idsOf = (held: readonly Held[]): string[] => held.map(({ id }) => id);

/** The actor as an agent, whom nobody moves to another department until the transaction ends. @throws Refusal forbidden for who is none. */
async function holdSelf(tx: Tx, { userId }: Principal) {
  const self = await tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .select(['a.id', 'u.departmentId', 'a.lockLimit', 'a.lockDays'])
    .where('a.id', '=', userId)
    .forShare('u')
    .executeTakeFirst();
  if (!self) throw new Refusal('forbidden');
  return self;
}

const lock: Acting = async (tx, actor, ids) => {
  await oneByOne(tx, actor);
  const { lockLimit, lockDays } = await holdSelf(tx, actor);
  const held = inOrderOf(ids, await holdOwnCustomers(tx, actor, ids));
  const open = held.filter(({ isLocked }) => !isLocked);
  const { done, over } = withinRoom(open, roomWithin(lockLimit, await countLocked(tx, actor)));
  await lockHeld(tx, idsOf(done), lockDays);
  return { count: held.length - over, changed: done, overLimit: over, outOfReach: ids.length - held.length };
};

const unlock: Acting = async (tx, actor, ids) => {
  const held = await holdUnlockableCustomers(tx, actor, ids);
  const changed = held.filter(({ isLocked }) => isLocked);
  await unlockHeld(tx, idsOf(changed));
  return { count: held.length, changed, overLimit: 0, outOfReach: ids.length - held.length };
};

const take: Acting = async (tx, actor, ids) => {
  await oneByOne(tx, actor);
  const self = await holdSelf(tx, actor);
  const { customers, utcOffsetMinutes } = await ownSettingsOf(tx, actor.tenantId);
  const today = new Date(dayStart(dayNumber(Date.now(), utcOffsetMinutes), utcOffsetMinutes));
  const held = inOrderOf(ids, await holdCustomersOfPool(tx, actor, ids));
  const { done, over } = withinRoom(held, roomWithin(customers.takenADay, await countTaken(tx, actor, today)));
  await giveHeld(
    tx,
    { reason: 'take', by: actor },
    done.map(({ id }) => ({ id, to: self })),
  );
  return { count: done.length, changed: done, to: self, overLimit: over, outOfReach: ids.length - held.length };
};

const giveBack: Acting = async (tx, actor, ids) => {
  const held = await holdOwnCustomers(tx, actor, ids);
  await giveHeld(
    tx,
    { reason: 'give-back', by: actor },
    held.map(({ id }) => ({ id, to: null })),
  );
  return { count: held.length, changed: held, to: null, overLimit: 0, outOfReach: ids.length - held.length };
};

export const acting: Readonly<Record<OwnerAct, Acting>> = { take, 'give-back': giveBack, lock, unlock };
