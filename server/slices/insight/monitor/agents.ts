/** Agents as supervision needs them. */
import type { Tx } from '../../../kernel/db.ts';

/** Somebody who supervises or can be supervised. */
export interface SupervisedAgent {
  id: string;
  name: string;
  departmentId: string | null;
}

export const findAgent = (tx: Tx, agentId: string): Promise<SupervisedAgent | undefined> =>
  tx
    .selectFrom('agents as a')
    .innerJoin('users as u', 'u.id', 'a.id')
    .select(['u.id', 'u.name', 'u.departmentId'])
    .where('a.id', '=', agentId)
    .executeTakeFirst();
