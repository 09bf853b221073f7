/** Calls in which agents talked, as the engine writes them, for tests of what they say of them. */
import { newId } from '../../../kernel/ids.ts';
import type { TestServer } from '../../../test-server.ts';
import { commit } from '../missed-calls/test-ends.ts';

interface Stay {
  agentId: string;
  /** Seconds before now; null while they talk. */
  endedAgo?: number | null;
  queueId?: string | null;
  wasAnswered?: boolean;
}
export interface Talk {
  id?: string;
  number?: string;
  direction?: 'inbound' | 'outbound' | 'internal';
  departmentId?: string | null;
  stays: readonly Stay[];
}

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

/** Writes the call; its id. Written again with the same id it is the next state of the same call. */
export async function talk(server: TestServer, { stays, ...of }: Talk): Promise<string> {
  const id = of.id ?? newId();
  const last = stays.at(-1)!;
  const isOver = last.endedAgo !== null;
  const call = {
    id,
    direction: of.direction ?? 'inbound',
    started_at: ago(900),
    answered_at: ago(890),
    ended_at: isOver ? ago(last.endedAgo ?? 0) : null,
    number: of.number ?? '+8615473269981',
    caller_name: '',
    own_number: '',
    customer_id: null,
    agent_id: last.agentId,
    queue_id: last.queueId ?? null,
    department_id: of.departmentId ?? null,
    wait_seconds: 0,
    ring_seconds: 0,
    talk_seconds: 0,
    hold_seconds: 0,
    outcome: isOver ? 'connected' : 'in-progress',
    hangup_side: 'other',
    cause: 16,
    is_reconciled: false,
    version: isOver ? 2 : 1,
  };
  const segments = stays.map(({ agentId, endedAgo = 0, queueId = null, wasAnswered = true }, i) => ({
    call_id: id,
    seq: i + 1,
    kind: 'agent',
    is_main: true,
    agent_id: agentId,
    queue_id: queueId,
    department_id: of.departmentId ?? null,
    offered_at: ago(895 - i),
    started_at: ago(890 - i),
    answered_at: wasAnswered ? ago(890 - i) : null,
    ended_at: endedAgo === null ? null : ago(endedAgo),
    talk_ms: 1000,
    hold_ms: 0,
    begun_by: 'queue',
    ended_by: endedAgo === null ? null : 'other',
  }));
  await commit(server, { calls: [call], legs: [], segments, facts: [], live: [], states: [], sounds: [] });
  return id;
}
