/** What the callers of the demo company say in their messages: the spoken prompts of its simulated network, where those have been made. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Tx } from '../kernel/db.ts';
import { publish } from '../kernel/domain-events.ts';
import { fileName, type Files } from '../kernel/files.ts';
import { newId } from '../kernel/ids.ts';
import * as demo from './demo-data.ts';
import { computePeaks, pointsPerSecondFor } from '../slices/work/recordings/peaks.ts';
import { readWavHeader, secondsOf, wavHeader } from '../slices/work/recordings/wav.ts';
import { writeWaveform } from '../slices/work/recordings/waveform.ts';

interface Company {
  tenantId: string;
  /** Agents by extension, queues and departments by key. */
  users: Readonly<Record<string, string>>;
  queues: Readonly<Record<string, string>>;
  departments: Readonly<Record<string, string>>;
  files: Files;
  /** Spoken prompts of the language that callers speak, as files. */
  promptFolder: string;
  /** Epoch milliseconds. */
  now: number;
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
const format = { channels: 1, sampleRate: 8000 };
/** Seconds of a caller's call before they speak. */
const greeted = 26;

/** Calls that ended with a message, as the engine ends them, and the messages as the job that finishes recordings keeps them. */
export async function seedMessages(tx: Tx, company: Company): Promise<void> {
  for (const message of messages) await seedMessage(tx, company, message);
}

async function seedMessage(tx: Tx, company: Company, message: Message): Promise<void> {
  const { tenantId, users, queues, departments } = company;
  const { number, box, queue, words, heard } = message;
  const sound = Buffer.concat(words.map((word) => samplesOf(path.join(company.promptFolder, `${word}.wav`))));
  const seconds = secondsOf(format, sound.length);
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
  await keepSound(tx, company, { callId, startedAt, sound, seconds });
  await publish(tx, 'message.recorded', { callId, seconds });
  if (heard)
    await tx
      .updateTable('voicemails')
      .set({ heardAt: endedAt, heardById: users[heard.by]!, note: heard.note })
      .where('id', '=', callId)
      .execute();
}

interface Spoken {
  callId: string;
  startedAt: Date;
  sound: Buffer;
  seconds: number;
}

async function keepSound(tx: Tx, { tenantId, files }: Company, { callId, startedAt, sound, seconds }: Spoken) {
  const [id, month] = [newId(), startedAt.toISOString().slice(0, 7)];
  const wavName = fileName(tenantId, 'recordings', month, `${id}.wav`);
  const peaksName = fileName(tenantId, 'recordings', month, `${id}.peaks.json`);
  const bytes = await files.put(wavName, Buffer.concat([wavHeader(1, format.sampleRate, sound.length), sound]));
  const peaks = { ...format, pointsPerSecond: pointsPerSecondFor(seconds) };
  await writeWaveform(files, peaksName, await computePeaks(Readable.from([sound]), peaks));
  await tx
    .insertInto('recordings')
    .values({
      tenantId,
      id,
      callId,
      kind: 'voicemail',
      status: 'ready',
      source: '{}',
      path: wavName,
      peaksPath: peaksName,
      seconds,
      channels: 1,
      bytes,
      startedAt,
      readyAt: startedAt,
    })
    .execute();
}

/** Of a prompt that has not been made, a hum of two seconds. */
function samplesOf(file: string): Buffer {
  const bytes = existsSync(file) ? readFileSync(file) : null;
  const header = bytes && readWavHeader(bytes);
  if (bytes && header) return bytes.subarray(header.dataOffset, header.dataOffset + header.dataBytes);
  const hum = Buffer.alloc(2 * format.sampleRate * 2);
  for (let i = 0; i < 2 * format.sampleRate; i += 1)
    hum.writeInt16LE(Math.round(6000 * Math.sin((2 * Math.PI * 220 * i) / format.sampleRate)), i * 2);
  return hum;
}
