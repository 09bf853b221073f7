/** What the server does for the slice of the recordings. */
import { recordingsSlice } from '@bahu/contract/slices/work/recordings.ts';
import { serverSlice, type JobsHost, type SliceJobs } from '../../server-slice.ts';
import { listTenants } from '../../platform/tenants/index.ts';
import { recordingsOfPerson } from './person.ts';
import { createFinishJob, type ReadyCall } from './finish.ts';
import { forgetRaw } from './forget.ts';
import { mountRecordings } from './routes.ts';
export { computePeaks, pointsPerSecondFor } from './peaks.ts';
export { addLocal, hasRecording, removeLocal } from './store.ts';
export { readWaveform, writeWaveform } from './waveform.ts';
export { readWavHeader, secondsOf, wavHeader, type WavFormat } from './wav.ts';

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** The message of a caller can be played. */
    'message.recorded': { callId: string; seconds: number };
    /** Nothing is said in the message of a caller: there is none. */
    'message.empty': { callId: string };
  }
}

/** Only where calls leave their sound is it finished and forgotten. */
function jobs({ recordings, files, clock, db, recordChanged }: JobsHost): SliceJobs {
  if (!recordings) return {};
  const onReady = (tenantId: string, { id, agentIds, departmentId }: ReadyCall): void =>
    recordChanged(tenantId, { type: 'call', id, version: 0 }, { ownerIds: agentIds, departmentIds: [departmentId] });
  const forget = async (): Promise<void> => {
    const tenants = await db.system(listTenants);
    await forgetRaw(
      { db, clock, ...recordings },
      tenants.map(({ id }) => id),
    );
  };
  return {
    apart: [createFinishJob({ files, clock, ...recordings, onReady })],
    timed: [{ name: 'recordings.forget', times: '*/5 * * * *', handle: forget }],
  };
}

export const recordingsServer = serverSlice(recordingsSlice, {
  ofPerson: [recordingsOfPerson],
  mount: (api, host) => mountRecordings(api, host),
  jobs,
});
