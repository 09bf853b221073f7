/** What is done with some customers at once: one transaction, however it came to them. */
import type { OneField } from '@bahu/contract/bulk-customers.ts';
import type { AuditAction } from '@bahu/contract/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { bothOf, type Belonging } from '../../../kernel/ownership/range.ts';
import {
  belongingOfCustomer,
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
  | { readonly kind: 'assign'; readonly to: readonly string[] }
  | { readonly kind: 'change'; readonly change: OneField };

const needed = { delete: 'customer.delete', assign: 'customer.assign', change: 'customer.edit' } as const;
export const audited = {
  delete: 'customer.delete-many',
  assign: 'customer.assign-many',
  change: 'customer.change-many',
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
}

/**
 * What the audit log says of it, where it can be done as it is asked for.
 * @throws Refusal bulk.no-agent where not all of the agents can be given customers, or input.invalid
 */
export async function told(tx: Tx, principal: Principal, action: Action): Promise<object> {
  if (action.kind === 'delete') return {};
  if (action.kind === 'change') return (await readOneField(tx, principal, action.change)).told;
  if ((await holdAssignees(tx, principal, action.to)).length < action.to.length)
    throw new Refusal('bulk.no-agent', undefined, [{ path: 'to', rule: 'reference' }]);
  return { to: action.to };
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
  const permission = needed[action.kind];
  if (!principal.permissions.has(permission)) throw new Refusal('forbidden');
  // Agents before customers, as whoever moves an agent holds them.
  const agents = action.kind === 'assign' ? await holdAssignees(tx, principal, action.to) : [];
  const held = await holdCustomersInScope(tx, principal, permission, ids);
  const changed =
    action.kind === 'assign'
      ? await assign(tx, action.to, { agents, held: inOrderOf(ids, held), turn })
      : held.map((one) => ({ ...one, whose: belongingOfCustomer(one) }));
  const heldIds = held.map(({ id }) => id);
  if (action.kind === 'delete') await deleteHeld(tx, principal, heldIds);
  if (action.kind === 'change')
    await writeHeld(tx, principal, heldIds, await readOneField(tx, principal, action.change));
  return { count: held.length, changed, outOfReach: ids.length - held.length };
}

function inOrderOf(ids: readonly string[], held: readonly Held[]): Held[] {
  const byId = new Map(held.map((one) => [one.id, one]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** In turn: of two agents none gets two more than the other, however many rows a batch has. Returns those who are another's by that. */
async function assign(
  tx: Tx,
  to: readonly string[],
  { agents, held, turn }: { agents: readonly Assignee[]; held: readonly Held[]; turn: number },
): Promise<Changed[]> {
  // Those who are disabled since a job began get none of the rest.
  if (agents.length === 0 && to.length > 0) throw new Refusal('bulk.no-agent');
  const given = held.map((one, i) => ({ ...one, to: agents[(turn + i) % agents.length] ?? null }));
  const changed = new Set(await giveHeld(tx, given));
  return given
    .filter(({ id }) => changed.has(id))
    .map(({ to: agent, ...one }) => {
      const now = { ownerId: agent?.id ?? null, departmentId: agent?.departmentId ?? null };
      return { ...one, whose: bothOf(belongingOfCustomer(one), belongingOfCustomer(now)) };
    });
}
