/** The agent’s desk and phone. */
import { defineSlice } from '../define-slice.ts';

export const deskSlice = defineSlice({
  name: 'desk',
  area: 'work',
  menu: 'desk',
  permissions: {
    'desk.use': { heldFrom: ['agent', 'inspector'] },
    'desk.second-call': { heldFrom: ['leader'] },
    'call.place': { heldFrom: ['agent'] },
    'demo.call': { heldFrom: ['agent'], isChanging: true },
  },
  errors: {
    'phone.not-registered': 409,
    'phone.no-desk-phone': 409,
    'phone.invalid-number': 422,
    'phone.call-in-progress': 409,
    'phone.no-such-call': 409,
    'phone.not-possible': 409,
    'phone.colleague-unavailable': 409,
    'phone.queue-full': 409,
    'phone.no-trunk': 409,
    'phone.not-allowed': 403,
    'phone.inside-only': 403,
    'phone.nothing-parked': 404,
    'phone.international-not-allowed': 403,
    'phone.premium-closed': 403,
    'phone.satellite-closed': 403,
    'phone.number-blocked': 403,
    'phone.do-not-call': 403,
    'phone.consent-refused': 403,
    'phone.tenant-suspended': 403,
    'phone.pause-used-up': 409,
    'phone.pause-full': 409,
    'phone.sign-outs-full': 409,
    /** A mobile of elsewhere: whoever dials is to say whether a 0 goes before it, and asks again with that. */
    'phone.ask-zero': 409,
    'phone.busy-lines': 503,
    'phone.media-server-unavailable': 503,
    'demo.unavailable': 409,
  },
  auditActions: ['call.dial'],
});
