/** Records of calls. */
import { defineSlice } from '../define-slice.ts';

export const callsSlice = defineSlice({
  name: 'calls',
  area: 'work',
  menu: 'calls',
  permissions: {
    'call.read': { heldFrom: ['agent', 'inspector'], isScoped: true },
    'call.export': { heldFrom: ['supervisor'], isScoped: true },
  },
  records: {
    call: { audience: 'scope', read: 'call.read', owned: {} },
  },
  lists: ['calls'],
  timeline: ['call'],
  exports: {
    calls: 'call.export',
  },
  finds: { calls: { needs: ['call.read'] } },
  events: ['call.started', 'call.ended', 'call.wrapped-up', 'call.deleted'],
});
