/** Agent groups: a name of their own, members in an order, an audit row for each change. */
import type { Input } from '@bahu/contract/route.ts';
import type { agentGroupRoutes } from '@bahu/contract/agent-groups.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal, takenKey } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import * as store from './store.ts';
import type { GroupRecord } from './store.ts';

/** @throws Refusal agent-group.name-taken, or input.invalid for a member who is no agent of the tenant. */
export function createGroup(ctx: Ctx, input: Input<typeof agentGroupRoutes.create>['body']): Promise<GroupRecord> {
  const { memberIds = [], ...values } = input;
  return takenAsRefusal(() =>
    ctx.tenant(async (tx) => {
      const id = await store.insertGroup(tx, ctx.principal.tenantId, values);
      await setMembers(tx, ctx, id, memberIds);
      const group = await mustFind(tx, id);
      await audit(tx, ctx, {
        action: 'agent-group.create',
        recordType: 'agent-group',
        recordId: id,
        recordName: group.name,
        after: told(group),
      });
      return group;
    }),
  );
}

/** @throws Refusal not-found, conflict, agent-group.name-taken, or input.invalid for a member who is no agent of the tenant. */
export function changeGroup(
  ctx: Ctx,
  id: string,
  input: Input<typeof agentGroupRoutes.change>['body'],
): Promise<GroupRecord> {
  const { version, memberIds, ...values } = input;
  return takenAsRefusal(() =>
    ctx.tenant(async (tx) => {
      const before = await mustFind(tx, id);
      if (!(await store.updateGroup(tx, id, version, values))) throw new Refusal('conflict');
      if (memberIds) await setMembers(tx, ctx, id, memberIds);
      const after = await mustFind(tx, id);
      const keys = [...Object.keys(values), ...(memberIds ? ['members'] : [])] as (keyof ReturnType<typeof told>)[];
      const part = (group: GroupRecord): object => Object.fromEntries(keys.map((key) => [key, told(group)[key]]));
      await audit(tx, ctx, {
        action: 'agent-group.change',
        recordType: 'agent-group',
        recordId: id,
        recordName: before.name,
        before: part(before),
        after: part(after),
      });
      return after;
    }),
  );
}

/** @throws Refusal not-found. */
export function removeGroup(ctx: Ctx, id: string): Promise<GroupRecord> {
  return ctx.tenant(async (tx) => {
    const before = await mustFind(tx, id);
    await store.deleteGroup(tx, id);
    await audit(tx, ctx, {
      action: 'agent-group.delete',
      recordType: 'agent-group',
      recordId: id,
      recordName: before.name,
      before: told(before),
    });
    return before;
  });
}

async function setMembers(tx: Tx, ctx: Ctx, id: string, memberIds: readonly string[]): Promise<void> {
  if (!(await store.setMembers(tx, ctx.principal.tenantId, id, memberIds)))
    throw new Refusal('input.invalid', undefined, [{ path: 'memberIds', rule: 'reference' }]);
}

/** @throws Refusal not-found. */
export async function mustFind(tx: Tx, id: string): Promise<GroupRecord> {
  const group = await store.findGroup(tx, id);
  if (!group) throw new Refusal('not-found');
  return group;
}

/** What the audit log keeps of a group: readable without looking anything up. */
const told = ({ name, order, isEnabled, note, members }: GroupRecord) => ({
  name,
  order,
  isEnabled,
  note,
  members: members.map((member) => `${member.name} ${member.extension}`),
});

async function takenAsRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw takenKey(error) === 'agent_groups_by_name'
      ? new Refusal('agent-group.name-taken', undefined, [{ path: 'name', rule: 'taken' }])
      : error;
  }
}
