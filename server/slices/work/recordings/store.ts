import { sql } from 'kysely';
import type { SoundType } from '@bahu/domain/sound-files/sound-file.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';

export interface Audio {
  id: string;
  path: string;
  startedAt: Date;
  mediaType: SoundType;
}

/** The finished recording of a call (the conversation before the message, or what its agent brought along of it), or that of its message, or of one of its consultations. @throws Refusal recording.missing or recording.not-ready. */
export async function findAudio(tx: Tx, callId: string, of: 'call' | 'message' | { seq: number }): Promise<Audio> {
  const row = await tx
    .selectFrom('recordings')
    .where('callId', '=', callId)
    .where((eb) => {
      if (of === 'call') return eb('kind', '<>', 'consultation');
      return of === 'message' ? eb('kind', '=', 'voicemail') : eb('segmentSeq', '=', of.seq);
    })
    .select(['id', 'status', 'path', 'startedAt', 'mediaType'])
    .orderBy(sql`status = 'missing'`)
    .orderBy('kind')
    .limit(1)
    .executeTakeFirst();
  if (!row || row.status === 'missing') throw new Refusal('recording.missing');
  if (row.status === 'recording' || row.status === 'pending' || row.path === null)
    throw new Refusal('recording.not-ready');
  return { id: row.id, path: row.path, startedAt: row.startedAt, mediaType: row.mediaType };
}

/** Whether a conversation has a recording, or will have one. */
export async function hasRecording(tx: Tx, callId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('recordings')
    .select('id')
    .where('callId', '=', callId)
    .where('kind', 'in', ['call', 'local', 'voicemail'])
    .where('status', '<>', 'missing')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

export interface LocalRecording {
  tenantId: string;
  id: string;
  callId: string;
  path: string;
  peaksPath: string;
  mediaType: SoundType;
  seconds: number;
  channels: number;
  bytes: number;
  startedAt: Date;
  readyAt: Date;
}

/** What an agent has brought along of a call. */
export async function addLocal(tx: Tx, recording: LocalRecording): Promise<void> {
  await tx
    .insertInto('recordings')
    .values({ ...recording, kind: 'local', status: 'ready', source: '' })
    .execute();
}

/** Takes it away again, and gives the files that are nobody's then; undefined where there is none. */
export async function removeLocal(tx: Tx, callId: string): Promise<string[] | undefined> {
  const row = await tx
    .deleteFrom('recordings')
    .where('callId', '=', callId)
    .where('kind', '=', 'local')
    .returning(['path', 'peaksPath'])
    .executeTakeFirst();
  return row && [row.path, row.peaksPath].filter((path) => path !== null);
}
