import { fileName } from '../../../kernel/files.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeWaveform } from './waveform.ts';
import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  fill: async ({ database, files }, { id: tenantId }, name) => {
    const path = fileName(tenantId, 'recordings', 'one.wav');
    const peaksPath = fileName(tenantId, 'recordings', 'one.peaks.json');
    await files.put(path, Buffer.from(`RIFF ${name}`));
    await writeWaveform(files, peaksPath, { seconds: 1, pointsPerSecond: 1, peaks: [[0.5], [1]] });
    await database.db.tenant(tenantId, async (tx) => {
      const call = await tx.selectFrom('calls').select('id').executeTakeFirstOrThrow();
      await tx
        .insertInto('recordings')
        .values({
          tenantId,
          id: newId(),
          callId: call.id,
          source: 's',
          startedAt: new Date(),
          status: 'ready',
          path,
          peaksPath,
        })
        .execute();
    });
  },
  auditedElsewhere: ['recording.play', 'recording.download'],
};
