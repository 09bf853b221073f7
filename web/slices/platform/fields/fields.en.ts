import type { Translated } from '../../../text/texts.ts';
import type { zh } from './fields.zh.ts';

export const en: Translated<typeof zh> = {
  permissions: {
    'field.manage': 'Design fields of customers and follow-ups',
  },
  audit: {
    actions: {
      'field.create': 'Field added',
      'field.change': 'Field changed',
      'field.order': 'Fields put into order',
    },
    records: {
      field: 'Field',
    },
  },
};
