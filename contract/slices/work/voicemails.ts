/** Messages that callers have left. */
import { defineSlice } from '../define-slice.ts';

export const voicemailsSlice = defineSlice({
  name: 'voicemails',
  area: 'work',
  menu: 'calls',
  permissions: {
    'voicemail.read': { heldFrom: ['agent', 'inspector'], isScoped: true },
    'voicemail.handle': { heldFrom: ['agent'], isChanging: true },
    'voicemail.delete': { heldFrom: ['agent'], isChanging: true },
  },
  errors: { 'voicemail.no-box': 422, 'voicemail.box-full': 409 },
  auditActions: ['voicemail.change', 'voicemail.forward', 'voicemail.delete', 'voicemail.restore'],
  records: {
    voicemail: { audience: 'scope', read: 'voicemail.read', owned: {} },
  },
  lists: ['voicemails'],
  todos: ['voicemail'],
  events: ['voicemail.left'],
});
