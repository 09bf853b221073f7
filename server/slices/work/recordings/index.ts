/** The door of the recordings. */
export { mountRecordings, type RecordingsSlice } from './routes.ts';
export { readWaveform, writeWaveform } from './waveform.ts';
export { createFinishJob } from './finish.ts';
export { forgetRaw } from './forget.ts';
