import type { Translated } from '../../../text/texts.ts';
import type { zh } from './messages.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'message.closed': 'This text was dealt with already, or the time to answer is over',
    'message.blocked': 'The number is on the blacklist now; no text can be sent',
  },
  permissions: { 'message.send': 'Send texts after calls' },
  audit: {
    actions: { 'message.send': 'Text after call sent', 'message.decline': 'Text after call not sent' },
    records: { message: 'Text' },
    fields: { text: 'Text' },
  },
};
