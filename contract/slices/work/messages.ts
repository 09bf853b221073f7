/** Texts to customers. */
import { defineSlice } from '../define-slice.ts';

export const messagesSlice = defineSlice({
  name: 'messages',
  area: 'work',
  menu: 'calls',
  permissions: { 'message.send': { heldFrom: ['agent'], isChanging: true } },
  errors: { 'message.closed': 409, 'message.blocked': 409 },
  auditActions: ['message.send', 'message.decline'],
  records: { message: { audience: 'starter' } },
});
