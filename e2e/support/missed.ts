/** Callers whom nobody served, in a company without telephony: the calls as the engine leaves them. */
import { newId } from '@bahu/server/kernel/ids.ts';
import type { BackOffice } from './back-office.ts';

interface Ended {
  number: string;
  outcome: string;
  minutesAgo?: number;
  /** Extension at which it rang. */
  at?: string;
  queue?: string;
  direction?: string;
  isAnswered?: boolean;
}

/** Ends a call of the demo company; its id. */
export async function endCall(office: BackOffice, ended: Ended): Promise<string> {
  const { number, outcome, minutesAgo = 0.5, at = null, queue = null, direction = 'inbound', isAnswered } = ended;
  const id = newId(Date.now() - minutesAgo * 60_000);
  await office.sql(
    `with company as (select id, set_config('app.tenant', id::text, true) from tenants where code = '100001'),
      own as (select a.tenant_id, a.id from agents a join company on a.tenant_id = company.id where a.extension = $6),
      call as (
        insert into calls (tenant_id, id, direction, started_at, answered_at, ended_at, number, own_number, customer_id, agent_id, queue_id, department_id, outcome, cause)
        select company.id, $1, $2, now() - $3 * interval '1 minute', case when $8 then now() end, now() - $3 * interval '1 minute' + interval '20 seconds', $4, '+864000000800',
          (select c.id from customers c where c.tenant_id = company.id and c.phone = $4 limit 1),
          case when $8 then (select a.id from agents a where a.tenant_id = company.id and a.extension = coalesce($6, '802')) end, q.id, q.department_id, $5, 16
        from company left join queues q on q.tenant_id = company.id and q.number = $7 returning id)
     insert into call_legs (tenant_id, call_id, id, role, agent_id, number, started_at, ended_at, outcome)
     select own.tenant_id, call.id, call.id || '.1', 'agent', own.id, $6, now() - $3 * interval '1 minute', now(), 'no-answer' from own, call`,
    [id, direction, minutesAgo, number, outcome, at, queue, isAnswered === true],
  );
  return id;
}
