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
    fields: {
      owner: 'Belongs to',
      key: 'Code',
      type: 'Input type',
      labels: 'Label',
      zh: 'Chinese',
      en: 'English',
      options: 'List values',
      state: 'Shown',
      isSearchable: 'Searchable',
      required: 'Required',
      web: 'Browser',
      mobile: 'App',
      pop: 'Desk phone pop',
      width: 'Column width',
      default: 'Default',
      fieldOrder: 'Order of fields',
    },
  },
};
