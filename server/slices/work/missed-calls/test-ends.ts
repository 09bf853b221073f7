/** Ends of calls as the engine writes them, for tests of what follows from them. */
import { sql } from 'kysely';
import type { CallOutcome } from '@bahu/contract/calls.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { TestServer, TestUser } from '../../../test-server.ts';

export interface End {
  id?: string;
  number: string;
  outcome: CallOutcome;
  direction?: 'inbound' | 'outbound' | 'internal';
  /** Minutes before now. */
  startedAgo?: number;
  endedAgo?: number;
  wasAnswered?: boolean;
  /** Who answered was no agent, but a number outside. */
  isOutside?: boolean;
  cause?: number;
  queueId?: string | null;
  departmentId?: string | null;
  customerId?: string | null;
  /** At whom it rang, one after the other; an array within: at once. */
  rangAt?: readonly (string | readonly string[])[];
}

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

const someAgent = newId();

/** The batch in which a call ends. */
export function batchOf(end: End): object {
  const {
    direction = 'inbound',
    startedAgo = 0.5,
    endedAgo = 0,
    cause = 16,
    wasAnswered = false,
    isOutside = false,
    rangAt = [],
  } = end;
  const id = end.id ?? newId();
  const at = minutesAgo(startedAgo);
  const call = {
    id,
    direction,
    started_at: at,
    answered_at: wasAnswered ? at : null,
    ended_at: minutesAgo(endedAgo),
    number: end.number,
    caller_name: '',
    own_number: '',
    customer_id: end.customerId ?? null,
    agent_id: wasAnswered && !isOutside ? someAgent : null,
    queue_id: end.queueId ?? null,
    department_id: end.departmentId ?? null,
    wait_seconds: 0,
    ring_seconds: 0,
    talk_seconds: 0,
    hold_seconds: 0,
    outcome: end.outcome,
    hangup_side: 'other',
    cause,
    is_reconciled: false,
    version: 2,
  };
  const legs = rangAt.flatMap((agents, i) =>
    [agents].flat().map((agentId) => ({
      call_id: id,
      id: `${id}.${i}.${agentId}`,
      role: 'agent',
      agent_id: agentId,
      number: '800',
      started_at: new Date(Date.parse(at) + i * 1000).toISOString(),
      ended_at: minutesAgo(endedAgo),
      outcome: 'no-answer',
    })),
  );
  return { calls: [call], legs, segments: [], facts: [], live: [], states: [], sounds: [] };
}

/** Writes batches of the server's tenant, each in its own transaction. */
export async function commit(server: TestServer, ...batches: readonly object[]): Promise<void> {
  for (const batch of batches) await server.database.db.tenant(server.tenant.id, (tx) => commitIn(tx, server, batch));
}

/** Writes one within a transaction that goes on, with what follows from it. */
export async function commitIn(tx: Tx, { tenant }: TestServer, batch: object): Promise<void> {
  await sql`select bahu_engine_commit(${tenant.id}::uuid, 1, ${JSON.stringify(batch)}::jsonb)`.execute(tx);
  await sql`set constraints all immediate`.execute(tx);
}

/** So that batches are taken. */
export const takeLease = ({ database }: TestServer): Promise<unknown> =>
  database.asOwner("insert into engine_lease (holder, epoch, expires_at) values (1, 1, 'infinity')");

export async function addQueue(
  { database, tenant }: TestServer,
  { id, name, number, members }: { id: string; name: string; number: string; members: readonly TestUser[] },
): Promise<void> {
  await database.asOwner(
    "insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, $3, $4, 'round-robin')",
    [tenant.id, id, name, number],
  );
  for (const [position, { userId }] of members.entries())
    await database.asOwner(
      'insert into queue_members (tenant_id, queue_id, agent_id, position) values ($1, $2, $3, $4)',
      [tenant.id, id, userId, position],
    );
}
