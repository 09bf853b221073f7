/** What callers hear before they leave a message. */
import { defineSlice } from '../define-slice.ts';

export const greetingsSlice = defineSlice({
  name: 'greetings',
  area: 'work',
  errors: {
    'greeting.unreadable': 422,
    'greeting.too-long': 422,
    'greeting.too-short': 422,
    'greeting.too-large': 413,
  },
  auditActions: ['greeting.record', 'greeting.restore'],
  records: { greeting: {} },
});
