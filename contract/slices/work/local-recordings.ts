/** Recordings that agents bring along of calls that they had on another device. */
import { defineSlice } from '../define-slice.ts';

export const localRecordingsSlice = defineSlice({
  name: 'local-recordings',
  area: 'work',
  menu: 'calls',
  permissions: {
    'recording.upload': { heldFrom: ['agent'], isChanging: true, isScoped: true },
  },
  errors: {
    'local-recording.not-allowed': 403,
    'local-recording.has-recording': 409,
    'local-recording.known': 409,
    'local-recording.time': 422,
    'local-recording.too-large': 413,
    'local-recording.too-short': 422,
    'local-recording.too-long': 422,
    'local-recording.unreadable': 422,
    'local-recording.not-playable': 422,
  },
  auditActions: ['recording.upload', 'recording.remove'],
  events: ['call.recording-uploaded', 'call.recording-removed'],
});
