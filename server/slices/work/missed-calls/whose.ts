/** Who has what a caller has left (a missed call, a message), in SQL: an agent, or a queue with its members, of whom those count who are still there. */
import { sql, type RawBuilder } from 'kysely';

interface Whose {
  /** Whether its agent is there. */
  readonly hasAgent: RawBuilder<boolean>;
  /** The ids of the members of its queue. */
  readonly members: RawBuilder<string[]>;
}

/** @param alias of a table with `tenant_id`, `agent_id` and `queue_id` */
export function whoseOf(alias: string): Whose {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  return {
    hasAgent: sql`exists (select from users u where u.tenant_id = ${of('tenantId')} and u.id = ${of('agentId')} and u.is_enabled)`,
    members: sql`(select q.agent_id from queue_members q join users u on u.tenant_id = q.tenant_id and u.id = q.agent_id and u.is_enabled
      where q.tenant_id = ${of('tenantId')} and q.queue_id = ${of('queueId')})`,
  };
}
