/** Named reasons for being busy or away. */
import { defineSlice } from '../define-slice.ts';

export const pauseReasonsSlice = defineSlice({
  name: 'pause-reasons',
  area: 'people',
  menu: 'users',
  permissions: {
    'pause-reason.read': { heldFrom: ['leader'] },
    'pause-reason.manage': { heldFrom: [], isChanging: true },
  },
  errors: { 'pause-reason.name-taken': 409, 'pause-reason.in-use': 409 },
  auditActions: ['pause-reason.create', 'pause-reason.change', 'pause-reason.delete'],
  records: { 'pause-reason': { audience: 'readers', read: 'pause-reason.read' } },
  lists: ['pause-reasons'],
});
