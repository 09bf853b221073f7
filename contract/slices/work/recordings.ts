/** The sound of calls. */
import { defineSlice } from '../define-slice.ts';

export const recordingsSlice = defineSlice({
  name: 'recordings',
  area: 'work',
  menu: 'calls',
  permissions: {
    'recording.play': { heldFrom: ['agent', 'inspector'], isScoped: true },
    'recording.download': { heldFrom: ['supervisor'], isScoped: true },
    'recording.consultation': { heldFrom: ['supervisor'], isScoped: true },
  },
  errors: {
    'recording.not-ready': 409,
    'recording.missing': 404,
  },
  auditActions: ['recording.play', 'recording.download'],
});
