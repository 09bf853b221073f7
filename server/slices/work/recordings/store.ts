import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';

export interface Audio {
  id: string;
  path: string;
  startedAt: Date;
}

/** The finished recording of a call, the conversation before the message, or that of its message, or of one of its consultations. @throws Refusal recording.missing or recording.not-ready. */
export async function findAudio(tx: Tx, callId: string, of: 'call' | 'message' | { seq: number }): Promise<Audio> {
  const row = await tx
    .selectFrom('recordings')
    .where('callId', '=', callId)
    .where((eb) => {
      if (of === 'call') return eb('kind', '<>', 'consultation');
      return of === 'message' ? eb('kind', '=', 'voicemail') : eb('segmentSeq', '=', of.seq);
    })
    .select(['id', 'status', 'path', 'startedAt'])
    .orderBy('kind')
    .limit(1)
    .executeTakeFirst();
  if (!row || row.status === 'missing') throw new Refusal('recording.missing');
  if (row.status === 'recording' || row.status === 'pending' || row.path === null)
    throw new Refusal('recording.not-ready');
  return { id: row.id, path: row.path, startedAt: row.startedAt };
}
