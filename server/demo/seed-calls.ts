/** Calls of the demo company's last hours: callers whom nobody has served, one of whom was reached since. */
import { sql } from 'kysely';
import type { CallOutcome } from '@bahu/contract/calls.ts';
import type { Tx } from '../kernel/db.ts';
import { newId } from '../kernel/ids.ts';
import * as demo from './demo-data.ts';

type Ids = Readonly<Record<string, string>>;
interface Company {
  tenantId: string;
  /** Agents by extension, queues and departments by key. */
  users: Ids;
  queues: Ids;
  departments: Ids;
}

const stranger = '+8615400009913';
const numberOf = (owner: string): string =>
  demo.customers.find(({ ownerExtension }) => ownerExtension === owner)!.phone;

interface Ended {
  minutesAgo: number;
  number: string;
  outcome: CallOutcome;
  queue: 'sales' | 'support' | null;
  waitSeconds?: number;
  /** At whom it rang, or who talked. */
  extension?: string;
  talkSeconds?: number;
}

/** In the order of time: what follows from an end follows from those before. */
const calls: readonly Ended[] = [
  {
    minutesAgo: 152,
    number: numberOf('803'),
    outcome: 'abandoned-queue',
    queue: 'sales',
    waitSeconds: 48,
    extension: '803',
  },
  { minutesAgo: 131, number: numberOf('803'), outcome: 'connected', queue: null, extension: '803', talkSeconds: 96 },
  { minutesAgo: 66, number: numberOf('805'), outcome: 'abandoned-queue', queue: 'support', waitSeconds: 73 },
  {
    minutesAgo: 41,
    number: numberOf('802'),
    outcome: 'abandoned-queue',
    queue: 'sales',
    waitSeconds: 35,
    extension: '802',
  },
  { minutesAgo: 27, number: stranger, outcome: 'abandoned-queue', queue: 'sales', waitSeconds: 22 },
  { minutesAgo: 12, number: stranger, outcome: 'abandoned-queue', queue: 'sales', waitSeconds: 57 },
];

/** Ended as the engine ends them, from which the missed calls follow. */
export async function seedCalls(tx: Tx, company: Company): Promise<void> {
  await sql`set constraints all immediate`.execute(tx);
  for (const call of calls) await seedCall(tx, company, call);
}

async function seedCall(tx: Tx, { tenantId, users, queues, departments }: Company, call: Ended): Promise<void> {
  const { number, outcome, queue, extension, waitSeconds = 0, talkSeconds = 0 } = call;
  const begin = Date.now() - call.minutesAgo * 60_000;
  const [id, startedAt, endedAt] = [
    newId(begin),
    new Date(begin),
    new Date(begin + (waitSeconds + talkSeconds + 3) * 1000),
  ];
  const agentId = extension === undefined ? null : users[extension]!;
  const isAnswered = talkSeconds > 0;
  const customer = await tx.selectFrom('customers').select('id').where('phone', '=', number).executeTakeFirst();
  await tx
    .insertInto('calls')
    .values({
      tenantId,
      id,
      direction: queue ? 'inbound' : 'outbound',
      startedAt,
      answeredAt: isAnswered ? startedAt : null,
      number,
      ownNumber: `+86${demo.didNumbers[0]}`,
      customerId: customer?.id ?? null,
      agentId: isAnswered ? agentId : null,
      queueId: queue && queues[queue]!,
      departmentId: departments[queue ?? 'sales']!,
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
        answeredAt: isAnswered ? startedAt : null,
        endedAt,
        outcome: isAnswered ? 'connected' : 'no-answer',
      })
      .execute();
  await tx
    .updateTable('calls')
    .set({ endedAt, outcome, hangupSide: 'other', cause: 16 })
    .where('id', '=', id)
    .execute();
}
