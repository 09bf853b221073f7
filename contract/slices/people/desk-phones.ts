/** SIP telephones on the desks of agents. */
import { defineSlice } from '../define-slice.ts';

export const deskPhonesSlice = defineSlice({
  name: 'desk-phones',
  area: 'people',
  menu: 'users',
  permissions: {
    'desk-phone.manage': { heldFrom: [], isScoped: true, isChanging: true },
    'desk-phone.own': { heldFrom: ['agent'], isChanging: true },
  },
  errors: { 'desk-phone.not-allowed': 403 },
  auditActions: ['desk-phone.issue', 'desk-phone.revoke', 'desk-phone.set-up'],
});
