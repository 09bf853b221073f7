import { newId } from '../../../kernel/ids.ts';
import type { TestDatabase } from '../../../kernel/test-database.ts';
import type { SliceWalk } from '../../../test-walks.ts';

/** A message in the box of an agent, or for a queue that nobody has; with the call in which it was left. */
export async function leave(
  { db }: Pick<TestDatabase, 'db'>,
  tenantId: string,
  message: { number?: string; agentId?: string | null; queueId?: string | null; departmentId?: string | null } = {},
): Promise<string> {
  const { number = '+8615400000045', agentId = null, queueId = null, departmentId = null } = message;
  const [id, endedAt] = [newId(), new Date()];
  await db.tenant(tenantId, async (tx) => {
    await tx
      .insertInto('calls')
      .values({
        tenantId,
        id,
        direction: 'inbound',
        startedAt: endedAt,
        endedAt,
        number,
        ownNumber: '',
        queueId,
        departmentId,
      })
      .execute();
    await tx
      .insertInto('voicemails')
      .values({ tenantId, id, number, agentId, queueId, departmentId, leftAt: endedAt, seconds: 7 })
      .execute();
  });
  return id;
}

let left = '';
export const walk: SliceWalk = {
  fill: ({ database }, { id }) => leave(database, id, { number: '+8615400000046' }).then(() => undefined),
  auditedSteps: [
    {
      route: 'voicemails.change',
      before: async ({ server: { database, tenant } }) => {
        left = await leave(database, tenant.id);
      },
      params: () => ({ id: left }),
      body: { heard: true },
    },
    {
      route: 'voicemails.forward',
      params: () => ({ id: left }),
      body: ({ server: { tenant } }) => ({ agentId: tenant.agent.userId }),
    },
    { route: 'voicemails.remove', body: () => ({ ids: [left] }) },
    { route: 'voicemails.restore', body: () => ({ ids: [left] }) },
  ],
};
