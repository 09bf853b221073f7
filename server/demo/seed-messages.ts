/** What the callers of the demo company say in their messages: the spoken prompts of its simulated network, where those have been made. */
import type { Tx } from '../kernel/db.ts';
import { publish } from '../kernel/domain-events.ts';
import { newId } from '../kernel/ids.ts';
import * as demo from './demo-data.ts';
import { keepSound, speech, type SpeakingCompany } from './demo-sounds.ts';

interface Company extends SpeakingCompany {
  /** By key. */
  queues: Readonly<Record<string, string>>;
}

interface Message {
  minutesAgo: number;
  number: string;
  /** In whose box it is, by extension, or for which queue. */
  box: string | null;
  queue: 'sales' | 'support' | null;
  /** Names of the prompts that are said, one after the other. */
  words: readonly string[];
  /** Who has heard it, and what they have noted. */
  heard?: { by: string; note: string };
}

const messages: readonly Message[] = [
  {
    minutesAgo: 118,
    number: '+8615400008826',
    box: null,
    queue: 'support',
    words: ['caller-1', 'caller-4', 'caller-5'],
    heard: { by: '805', note: '要产品资料，今天下午寄出' },
  },
  {
    minutesAgo: 33,
    number: '+8615400004417',
    box: '802',
    queue: null,
    words: ['caller-2', 'caller-3', 'caller-5', 'caller-6'],
  },
];
/** Seconds of a caller's call before they speak. */
const greeted = 26;

/** Calls that ended with a message, as the engine ends them, and the messages as the job that finishes recordings keeps them. */
export async function seedMessages(tx: Tx, company: Company): Promise<void> {
  for (const message of messages) await seedMessage(tx, company, message);
}

async function seedMessage(tx: Tx, company: Company, message: Message): Promise<void> {
  const { tenantId, users, queues, departments } = company;
  const { number, box, queue, words, heard } = message;
  const spoken = speech(company, words);
  const { seconds } = spoken;
  const begin = company.now - message.minutesAgo * 60_000;
  const [callId, startedAt, endedAt] = [newId(begin), new Date(begin), new Date(begin + (greeted + seconds) * 1000)];
  await tx
    .insertInto('calls')
    .values({
      tenantId,
      id: callId,
      direction: 'inbound',
      startedAt,
      number,
      ownNumber: `+86${demo.didNumbers[0]}`,
      queueId: queue && queues[queue]!,
      departmentId: departments[queue ?? 'sales']!,
    })
    .execute();
  const agentId = box === null ? null : users[box]!;
  await tx
    .insertInto('callSegments')
    .values({
      tenantId,
      callId,
      seq: 1,
      kind: 'voicemail',
      isMain: true,
      agentId,
      queueId: queue && queues[queue]!,
      startedAt: new Date(begin + greeted * 1000),
      endedAt,
      begunBy: 'deadline',
      endedBy: 'leg-gone',
    })
    .execute();
  const end = { endedAt, outcome: 'voicemail', hangupSide: 'other', cause: 16 } as const;
  await tx.updateTable('calls').set(end).where('id', '=', callId).execute();
  await keepSound(tx, company, { ...spoken, callId, startedAt, kind: 'voicemail' });
  await publish(tx, 'message.recorded', { callId, seconds });
  if (heard)
    await tx
      .updateTable('voicemails')
      .set({ heardAt: endedAt, heardById: users[heard.by]!, note: heard.note })
      .where('id', '=', callId)
      .execute();
}
