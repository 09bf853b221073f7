/** What the server does for the slice of the recordings. */
import { recordingsSlice } from '@bahu/contract/slices/work/recordings.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountRecordings } from './routes.ts';
export { readWaveform, writeWaveform } from './waveform.ts';
export { createFinishJob } from './finish.ts';
export { forgetRaw } from './forget.ts';

export const recordingsServer = serverSlice(recordingsSlice, {
  mount: (api, host) => mountRecordings(api, host),
});
