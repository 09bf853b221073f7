/** Agents as supervision needs them. */
import type { Tx } from '../../../kernel/db.ts';

/** Somebody who supervises or can be supervised; `id` is the user's. */
export interface SupervisedAgent {
  agentId: string;
  id: string;
  name: string;
  departmentId: string | null;
}

export const findAgent = (tx: Tx, agentId: string): Promise<SupervisedAgent | undefined> =>
  tx
    .selectFrom('agents as a')
    .innerJoin('users as u', 'u.id', 'a.userId')
    .select(['a.id as agentId', 'u.id', 'u.name', 'u.departmentId'])
    .where('a.id', '=', agentId)
    .executeTakeFirst();
