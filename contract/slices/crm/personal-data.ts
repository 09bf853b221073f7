/** What is kept of one person: given out, and erased. */
import { defineSlice } from '../define-slice.ts';

export const personalDataSlice = defineSlice({
  name: 'personal-data',
  area: 'crm',
  menu: 'customers',
  permissions: {
    'personal-data.export': { heldFrom: [] },
    'personal-data.erase': { heldFrom: [], isChanging: true },
  },
  errors: { 'personal-data.in-call': 409, 'personal-data.numbers-hidden': 403 },
  auditActions: ['customer.export-person', 'customer.erase-person'],
  records: { erasure: { audience: 'readers', read: 'personal-data.erase' } },
  lists: ['erasures'],
});
