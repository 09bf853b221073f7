/** What is done with some customers at once: one transaction, however it came to them. */
import type { OneField } from '@bahu/contract/bulk-customers.ts';
import type { OwnerAct } from '@bahu/contract/customers.ts';
import { turnsOf } from '@bahu/domain/customer-owners/shares.ts';
import type { AuditAction } from '@bahu/contract/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { bothOf, type Belonging } from '../../../kernel/ownership/range.ts';
import { acting } from '../customer-owners/index.ts';
import {
  belongingOfCustomer,
  canUnlockCustomer,
  giveHeld,
  holdAssignees,
  holdCustomersInScope,
  readOneField,
  writeHeld,
  type Assignee,
} from '../customers/index.ts';
import { deleteHeld } from '../deleted-customers/index.ts';

/** As a job keeps it. */
export type Action =
  | { readonly kind: 'delete' }
  | { readonly kind: 'assign'; readonly to: readonly string[]; readonly shares?: readonly number[] | undefined }
  | { readonly kind: 'change'; readonly change: OneField }
  | { readonly kind: OwnerAct };

const needed = {
  delete: 'customer.delete',
  assign: 'customer.assign',
  change: 'customer.edit',
  take: 'customer.take',
  'give-back': 'customer.take',
  lock: 'customer.lock',
  unlock: 'customer.lock',
} as const;
export const audited = {
  delete: 'customer.delete-many',
  assign: 'customer.assign-many',
  change: 'customer.change-many',
  take: 'customer.take-many',
  'give-back': 'customer.give-back-many',
  lock: 'customer.lock-many',
  unlock: 'customer.unlock-many',
} as const satisfies Record<Action['kind'], AuditAction>;

type Held = Awaited<ReturnType<typeof holdCustomersInScope>>[number];
/** One of them, and whose they were and are. */
interface Changed extends Pick<Held, 'id' | 'name' | 'version' | 'reminderId'> {
  readonly whose: Belonging;
}
export interface Done {
  /** Those for whom it holds now. */
  readonly count: number;
  /** Those of them whom it made others than they were. */
  readonly changed: readonly Changed[];
  /** Beyond the scope of the permission, or gone. */
  readonly outOfReach: number;
  /** Locked by their agents. */
  readonly locked: number;
  /** More than a limit of the agent lets through. */
  readonly overLimit: number;
}

/**
 * What the audit log says of it, where it can be done as it is asked for.
 * @throws Refusal bulk.no-agent where not all of the agents can be given customers, or input.invalid
 */
export async function told(tx: Tx, principal: Principal, action: Action): Promise<object> {
  if (action.kind === 'change') return (await readOneField(tx, principal, action.change)).told;
  if (action.kind !== 'assign') return {};
  if (action.shares && action.shares.length !== action.to.length)
    throw new Refusal('input.invalid', undefined, [{ path: 'shares', rule: 'length' }]);
  if ((await holdAssignees(tx, principal, action.to)).length < action.to.length)
    throw new Refusal('bulk.no-agent', undefined, [{ path: 'to', rule: 'reference' }]);
  return { to: action.to, ...(action.shares && { shares: action.shares }) };
}

/**
 * Does it with those of these customers whom the actor may do it with, in the order in which they are named. `turn`: how many it was done with before.
 * @throws Refusal forbidden, bulk.no-agent or input.invalid
 */
export async function act(
  tx: Tx,
  principal: Principal,
  action: Action,
  { ids, turn }: { ids: readonly string[]; turn: number },
): Promise<Done> {
  if (!principal.permissions.has(needed[action.kind])) throw new Refusal('forbidden');
  switch (action.kind) {
    case 'assign':
      return assign(tx, principal, action, { ids, turn });
    case 'delete':
    case 'change': {
      const held = await holdCustomersInScope(tx, principal, needed[action.kind], ids);
      const heldIds = held.map(({ id }) => id);
      if (action.kind === 'delete') await deleteHeld(tx, principal, heldIds);
      else await writeHeld(tx, principal, heldIds, await readOneField(tx, principal, action.change));
      const changed = held.map((one) => ({ ...one, whose: belongingOfCustomer(one) }));
      return { count: held.length, changed, outOfReach: ids.length - held.length, locked: 0, overLimit: 0 };
    }
    default: {
      const { to, changed, ...done } = await acting[action.kind](tx, principal, ids);
      const told = changed.map((one) => ({
        ...one,
        whose: to === undefined ? belongingOfCustomer(one) : both(one, to),
      }));
      return { ...done, changed: told, locked: 0 };
    }
  }
}

function inOrderOf(ids: readonly string[], held: readonly Held[]): Held[] {
  const byId = new Map(held.map((one) => [one.id, one]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const both = (one: Held, to: Assignee | null): Belonging =>
  bothOf(belongingOfCustomer(one), {
    ownerIds: [to?.id ?? null],
    departmentIds: [to?.departmentId ?? null],
  });

/** In turn, evenly or by ratio, however many rows a batch has. Whom their agents have locked they keep. */
async function assign(
  tx: Tx,
  principal: Principal,
  { to, shares }: Extract<Action, { kind: 'assign' }>,
  { ids, turn }: { ids: readonly string[]; turn: number },
): Promise<Done> {
  // Agents before customers, as whoever moves an agent holds them.
  const agents = await holdAssignees(tx, principal, to);
  // Those who are disabled since a job began get none of the rest.
  if (agents.length === 0 && to.length > 0) throw new Refusal('bulk.no-agent');
  const held = await holdCustomersInScope(tx, principal, 'customer.assign', ids);
  const open = held.filter((one) => !one.isLocked || canUnlockCustomer(principal, one));
  const turns = turnsOf(agents.map(({ id }) => shares?.[to.indexOf(id)] ?? 1));
  const given = inOrderOf(ids, open).map((one, i) => ({
    ...one,
    to: agents[turns[(turn + i) % turns.length]!] ?? null,
  }));
  const isGiven = new Set(await giveHeld(tx, { reason: 'assign', by: principal }, given));
  const changed = given
    .filter(({ id }) => isGiven.has(id))
    .map(({ to: agent, ...one }) => ({ ...one, whose: both(one, agent) }));
  const [count, locked] = [open.length, held.length - open.length];
  return { count, changed, outOfReach: ids.length - held.length, locked, overLimit: 0 };
}
