/** Lines to carriers. */
import { defineSlice } from '../define-slice.ts';

export const trunksSlice = defineSlice({
  name: 'trunks',
  area: 'routing',
  menu: 'telephony',
  permissions: {
    'trunk.read': { heldFrom: ['supervisor'] },
    'trunk.manage': { heldFrom: [], isChanging: true },
  },
  auditActions: ['trunk.change'],
  records: { trunk: { audience: 'readers', read: 'trunk.read' } },
  lists: ['trunks'],
});
