/** What is done with many numbers at once: in parts, each one transaction with its row of the log. Those that are dialled at this moment stay as they are. */
import { sql } from 'kysely';
import type { AuditAction } from '@bahu/contract/audit.ts';
import type { DialSelection } from '@bahu/contract/dial-lists.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { againAfterDeadlock, Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { bothOf, rangeOf } from '../../../kernel/ownership/range.ts';
import type { Host } from '../../server-slice.ts';
import { belongingOf, found, isInScope, turn } from './store.ts';

export type Act =
  | { readonly kind: 'assign'; readonly to: readonly string[] }
  | { readonly kind: 'pin'; readonly isPinned: boolean }
  | { readonly kind: 'reset' }
  | { readonly kind: 'delete' };

const actedAtOnce = 1000;

interface Held {
  id: string;
  version: number;
  agentId: string | null;
  departmentId: string | null;
}

/** The ids that a selection means, in the order in which they are dialled. */
async function selectedIds(tx: Tx, editor: Principal, selection: DialSelection): Promise<string[]> {
  if ('ids' in selection) return [...new Set(selection.ids)];
  const all = (await found(tx, editor, selection.filter, 'dial-list.manage')).orderBy(turn);
  const rows = await (selection.first === undefined ? all : all.limit(selection.first)).execute();
  return rows.map(({ id }) => id);
}

/** For how many it holds. @throws Refusal dial-list.no-agent where not all of the agents can be given numbers. */
export async function actOn(
  { recordChanged }: Pick<Host, 'recordChanged'>,
  ctx: Ctx,
  act: Act,
  selection: DialSelection,
): Promise<{ count: number }> {
  const ids = await ctx.tenant(async (tx) => {
    if (act.kind === 'assign') await holdAgents(tx, ctx.principal, act.to);
    return selectedIds(tx, ctx.principal, selection);
  });
  let count = 0;
  for (let at = 0; at < ids.length; at += actedAtOnce) {
    const some = { ids: ids.slice(at, at + actedAtOnce), turn: count };
    // Whoever moves an agent holds their numbers in another order.
    const changed = await againAfterDeadlock(() => ctx.tenant((tx) => actOnSome(tx, ctx, act, some)));
    for (const [before, after] of changed.told)
      recordChanged(
        ctx.principal.tenantId,
        { type: 'dial-number', id: before.id, version: before.version + 1 },
        bothOf(belongingOf(before), belongingOf(after)),
      );
    count += changed.count;
  }
  return { count };
}

interface Done {
  count: number;
  /** Of all that were whose and are whose, one: lists learn by any that there is news. */
  told: readonly (readonly [Held, Held])[];
}

async function actOnSome(tx: Tx, ctx: Ctx, act: Act, some: { ids: readonly string[]; turn: number }): Promise<Done> {
  // Agents before numbers, as whoever moves an agent holds them.
  const agents = act.kind === 'assign' ? await holdAgents(tx, ctx.principal, act.to) : [];
  const held = await hold(tx, ctx.principal, some.ids);
  if (held.length === 0) return { count: 0, told: [] };
  const after = await write(tx, act, { held, agents, turn: some.turn });
  await audit(tx, ctx, {
    action: `dial-number.${act.kind}-many` satisfies AuditAction,
    recordType: 'dial-number',
    recordId: null,
    after: {
      count: held.length,
      ...(act.kind === 'assign' && { to: act.to }),
      ...(act.kind === 'pin' && { isPinned: act.isPinned }),
    },
  });
  const told = new Map(
    held.map((one, i) => {
      const now = after[i] ?? one;
      return [[one.agentId, one.departmentId, now.agentId, now.departmentId].join(), [one, now] as const];
    }),
  );
  return { count: held.length, told: [...told.values()] };
}

/** Those of them that the editor manages and nobody dials now, in their order, held in the order of their ids. */
async function hold(tx: Tx, editor: Principal, ids: readonly string[]): Promise<Held[]> {
  const rows = await tx
    .selectFrom('dialNumbers as d')
    .select(['d.id', 'd.version', 'd.agentId', 'd.departmentId'])
    .where('d.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('d.claimedCallId', 'is', null)
    .where(isInScope(editor, 'dial-list.manage'))
    .orderBy('d.id')
    .forUpdate()
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

interface Agent {
  id: string;
  departmentId: string | null;
}

/** Agents whom the editor may give numbers, none of whom is moved or disabled until the transaction ends. @throws Refusal dial-list.no-agent. */
async function holdAgents(tx: Tx, editor: Principal, ids: readonly string[]): Promise<Agent[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .select(['a.id', 'u.departmentId'])
    .where('a.id', 'in', [...ids])
    .where('u.isEnabled', '=', true)
    .where(condition({ owner: 'a.id', department: 'u.departmentId' }, rangeOf(editor, 'dial-list.manage')))
    .orderBy('a.id')
    .forShare('u')
    .execute();
  if (rows.length < ids.length) throw new Refusal('dial-list.no-agent', undefined, [{ path: 'to', rule: 'reference' }]);
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** Returns whose they are by that, in their order. */
async function write(
  tx: Tx,
  act: Act,
  { held, agents, turn: before }: { held: readonly Held[]; agents: readonly Agent[]; turn: number },
): Promise<readonly Pick<Held, 'id' | 'version' | 'agentId' | 'departmentId'>[]> {
  const ids = held.map(({ id }) => id);
  const these = sql`id = any(${ids}::uuid[])`;
  if (act.kind === 'delete') {
    await sql`delete from dial_numbers where ${these}`.execute(tx);
    return held;
  }
  if (act.kind === 'assign') return assign(tx, held, agents, before);
  const change =
    act.kind === 'pin' ? sql`pinned_at = ${act.isPinned ? sql`now()` : null}` : sql`is_done = false, refusal = null`;
  await sql`update dial_numbers set ${change}, version = version + 1 where ${these}`.execute(tx);
  return held;
}

/** In turn: of two agents none gets two more than the other. What is taken back belongs to the department of its batch. */
async function assign(tx: Tx, held: readonly Held[], agents: readonly Agent[], before: number): Promise<Held[]> {
  const to = held.map((_one, i) => agents[(before + i) % agents.length] ?? null);
  const { rows } = await sql<Held>`
    update dial_numbers d set agent_id = g.agent, version = d.version + 1,
      department_id = case when g.agent is null then l.department_id else g.department end
    from unnest(${held.map(({ id }) => id)}::uuid[], ${to.map((one) => one?.id ?? null)}::uuid[], ${to.map((one) => one?.departmentId ?? null)}::uuid[])
      as g (id, agent, department), dial_lists l
    where d.id = g.id and l.tenant_id = d.tenant_id and l.id = d.list_id
    returning d.id, d.version, d.agent_id as "agentId", d.department_id as "departmentId"`.execute(tx);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return held.map((one) => byId.get(one.id) ?? one);
}
