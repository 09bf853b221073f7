/** Supervision of agents and their live calls. */
import { defineSlice } from '../define-slice.ts';

export const monitorSlice = defineSlice({
  name: 'monitor',
  area: 'insight',
  menu: 'monitor',
  permissions: {
    'monitor.read': { heldFrom: ['leader', 'inspector'], isScoped: true },
    'monitor.listen': { heldFrom: ['leader', 'inspector'], isScoped: true, isChanging: true },
    'monitor.whisper': { heldFrom: ['leader'], isScoped: true, isChanging: true },
    'monitor.barge': { heldFrom: ['leader'], isScoped: true, isChanging: true },
    'monitor.take-over': { heldFrom: ['leader'], isScoped: true, isChanging: true },
    'monitor.hang-up': { heldFrom: ['supervisor'], isScoped: true, isChanging: true },
    'monitor.state': { heldFrom: ['leader'], isScoped: true, isChanging: true },
    'monitor.remind': { heldFrom: ['leader'], isScoped: true, isChanging: true },
    'monitor.limits': { heldFrom: ['supervisor'], isChanging: true },
  },
  auditActions: [
    'monitor.listen',
    'monitor.whisper',
    'monitor.barge',
    'monitor.stop',
    'monitor.take-over',
    'monitor.hang-up',
    'monitor.state',
    'monitor.remind',
    'monitor.limits',
  ],
  errors: { 'monitor.reminded': 409 },
  records: {
    'board-limits': { audience: 'readers', read: 'monitor.read' },
    'agent-reminder': { audience: 'starter', read: 'desk.use' },
  },
  todos: ['agent-reminder'],
});
