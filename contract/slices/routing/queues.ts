/** Queues of callers. */
import { defineSlice } from '../define-slice.ts';

export const queuesSlice = defineSlice({
  name: 'queues',
  area: 'routing',
  menu: 'telephony',
  permissions: {
    'queue.read': { heldFrom: ['leader'] },
    'queue.manage': { heldFrom: ['supervisor'], isChanging: true },
  },
  errors: {
    'queue.number-taken': 409,
    'queue.member-twice': 400,
    'queue.needs-rise': 400,
    'queue.overflow-loop': 400,
    'queue.overflow-number': 400,
    'queue.in-menu': 409,
    'queue.in-number': 409,
    'queue.is-goal': 409,
    'queue.has-callers': 409,
    'queue.used': 409,
  },
  auditActions: ['queue.create', 'queue.change', 'queue.delete', 'queue.sign-in', 'queue.sign-out'],
  records: { queue: { audience: 'readers', read: 'queue.read' } },
  lists: ['queues'],
  exports: { queues: 'queue.read' },
});
