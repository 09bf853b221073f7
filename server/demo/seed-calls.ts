/** Calls of the demo company's day, ended as the engine ends them, and what people and queues have counted of them. */
import { sql } from 'kysely';
import { onDay, talkedToday, type AgentDay, emptyDay as noCalls } from '@bahu/domain/agents/agent.ts';
import { newAgent } from '@bahu/domain/callcontrol/phone.ts';
import { emptyDay, withCallback, withStay, type QueueDay } from '@bahu/domain/queues/day.ts';
import { standardTarget } from '@bahu/domain/queues/service-level.ts';
import { dayNumber } from '@bahu/domain/time/day.ts';
import type { Tx } from '../kernel/db.ts';
import { newId } from '../kernel/ids.ts';
import { agentState, type QueueState } from '../telephony/engine/batch.ts';
import { loadAgents } from '../telephony/engine/load.ts';
import { demoCalls, secondsOf, type DemoCall } from './demo-calls.ts';
import * as demo from './demo-data.ts';

type Ids = Readonly<Record<string, string>>;
interface Company {
  tenantId: string;
  utcOffsetMinutes: number;
  /** Agents by extension, queues and departments by key. */
  users: Ids;
  queues: Ids;
  departments: Ids;
}

export async function seedCalls(tx: Tx, company: Company, now: number): Promise<void> {
  const calls = demoCalls(now, company.utcOffsetMinutes);
  await sql`set constraints all immediate`.execute(tx);
  for (const call of calls) await seedCall(tx, company, call);
  await seedCounts(tx, company, calls, now);
}

async function seedCall(tx: Tx, { tenantId, users, queues, departments }: Company, call: DemoCall): Promise<void> {
  const { at, number, outcome, direction, queue, extension, waitSeconds = 0, talkSeconds = 0 } = call;
  const [id, startedAt] = [newId(at), new Date(at)];
  const endedAt = new Date(at + secondsOf(call) * 1000);
  const agentId = extension === undefined ? null : users[extension]!;
  const answeredAt = talkSeconds > 0 ? new Date(at + (waitSeconds + 3) * 1000) : null;
  const customer = await tx.selectFrom('customers').select('id').where('phone', '=', number).executeTakeFirst();
  await tx
    .insertInto('calls')
    .values({
      tenantId,
      id,
      direction,
      startedAt,
      answeredAt,
      number,
      ownNumber: `+86${demo.didNumbers[0]}`,
      customerId: customer?.id ?? null,
      agentId: answeredAt && agentId,
      queueId: queue && queues[queue]!,
      departmentId: departments[queue === 'english' ? 'support' : (queue ?? 'sales')]!,
      waitSeconds,
      talkSeconds,
    })
    .execute();
  if (agentId)
    await tx
      .insertInto('callLegs')
      .values({
        tenantId,
        callId: id,
        id: `${id}.1`,
        role: 'agent',
        agentId,
        number: extension!,
        startedAt,
        answeredAt,
        endedAt,
        outcome: answeredAt ? 'connected' : 'no-answer',
      })
      .execute();
  await tx
    .updateTable('calls')
    .set({ endedAt, outcome, hangupSide: 'other', cause: 16 })
    .where('id', '=', id)
    .execute();
}

/** The figures of the day as live state, which the engine finds when it begins: counted as it counts them. */
async function seedCounts(tx: Tx, company: Company, calls: readonly DemoCall[], now: number): Promise<void> {
  const { tenantId, utcOffsetMinutes, users, queues } = company;
  const day = dayNumber(now, utcOffsetMinutes);
  const today = calls.filter(({ at }) => dayNumber(at, utcOffsetMinutes) === day);
  const targets = await tx.selectFrom('queues').select(['id', 'targetSeconds']).execute();
  const agents = (await loadAgents(tx)).map((saved) => {
    const own = today.filter(({ extension, talkSeconds }) => extension && users[extension] === saved.id && talkSeconds);
    return { ...newAgent(saved, now), today: own.reduce(withTalk, onDay(noCalls, day)) };
  });
  const queueStates = Object.entries(queues).map(([key, id]): [string, QueueState] => {
    const targetSeconds = targets.find((one) => one.id === id)?.targetSeconds ?? standardTarget.seconds;
    const own = today.filter(({ queue }) => queue === key);
    return [
      id,
      {
        lastAgentId: null,
        today: own.reduce((counts, call) => withCall(counts, call, day, targetSeconds), emptyDay),
        recentWaits: [],
      },
    ];
  });
  await tx
    .insertInto('liveState')
    .values([
      ...agents.map((agent) => ({
        tenantId,
        kind: 'agent' as const,
        id: agent.id,
        state: JSON.stringify(agentState(agent)),
      })),
      ...queueStates.map(([id, state]) => ({ tenantId, kind: 'queue' as const, id, state: JSON.stringify(state) })),
    ])
    .execute();
}

function withTalk(counts: AgentDay, { direction, talkSeconds = 0 }: DemoCall): AgentDay {
  const isInbound = direction === 'inbound';
  const talked = talkedToday(counts, counts.day, isInbound, talkSeconds * 1000);
  return { ...talked, ...(isInbound ? { answered: talked.answered + 1 } : { placed: talked.placed + 1 }) };
}

function withCall(counts: QueueDay, call: DemoCall, day: number, targetSeconds: number): QueueDay {
  const { direction, outcome, waitSeconds = 0, talkSeconds = 0 } = call;
  if (outcome === 'callback') return withCallback(counts, day, 'booked');
  if (direction === 'outbound') return withCallback(withCallback(counts, day, 'called'), day, 'reached');
  const fate = talkSeconds > 0 ? 'answered' : 'abandoned';
  return withStay(counts, { day, fate, waitMs: waitSeconds * 1000, targetSeconds });
}
