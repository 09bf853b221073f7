/** Numbers with which there are no calls. */
import { defineSlice } from '../define-slice.ts';

export const blacklistSlice = defineSlice({
  name: 'blacklist',
  area: 'routing',
  menu: 'telephony',
  permissions: {
    'blacklist.read': { heldFrom: ['supervisor'] },
    'blacklist.manage': { heldFrom: [], isChanging: true },
  },
  errors: { 'blacklist.taken': 409, 'blacklist.full': 409, 'blacklist.numbers-hidden': 403 },
  auditActions: ['blocked-number.create', 'blocked-number.change', 'blocked-number.delete'],
  records: { 'blocked-number': { audience: 'readers', read: 'blacklist.read' } },
  lists: ['blacklist'],
  exports: { blacklist: 'blacklist.read' },
  imports: { blacklist: 'blacklist.manage' },
  importsOfNumbers: ['blacklist'],
});
