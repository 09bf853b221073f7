/** Numbers that are shown to who is called. */
import { defineSlice } from '../define-slice.ts';

export const callerIdsSlice = defineSlice({
  name: 'caller-ids',
  area: 'outbound',
  menu: 'telephony',
  permissions: {
    'caller-id.read': { heldFrom: ['supervisor'] },
    'caller-id.manage': { heldFrom: [], isChanging: true },
  },
  errors: {
    'caller-id.taken': 409,
    'caller-id.limit': 409,
    'caller-id.wrong-range': 422,
    'caller-id.standard': 409,
  },
  auditActions: ['caller-id.create', 'caller-id.change', 'caller-id.delete'],
  records: {
    'caller-id': { audience: 'readers', read: 'caller-id.read' },
  },
  lists: ['caller-ids'],
  exports: {
    'caller-ids': 'caller-id.read',
  },
  imports: {
    'caller-ids': 'user.import',
  },
});
