/** Callers whom nobody has served. */
import { defineSlice } from '../define-slice.ts';

export const missedCallsSlice = defineSlice({
  name: 'missed-calls',
  area: 'work',
  menu: 'calls',
  permissions: {
    'missed-call.read': { heldFrom: ['agent', 'inspector'], isScoped: true },
    'missed-call.close': { heldFrom: ['agent'], isChanging: true },
  },
  auditActions: ['missed-call.close', 'missed-call.reopen'],
  records: {
    'missed-call': { audience: 'scope', read: 'missed-call.read', owned: {} },
  },
  lists: ['missed-calls'],
  todos: ['missed-call'],
  events: ['missed-call.opened', 'missed-call.closed'],
});
