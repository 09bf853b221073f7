/** The field designer, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';
import { fieldsShape } from './search.ts';

export const fieldsWeb = webSlice('fields', {
  pages: [
    {
      path: '/fields',
      name: { zh: '字段设置', en: 'Fields' },
      permission: 'field.manage',
      record: 'field',
      menu: { group: 'system', place: 15 },
      shape: fieldsShape,
      texts: ['fields'],
      load: async () => (await import('./fields-page.tsx')).FieldsPage,
    },
  ],
  words: {
    type: 'fieldDesign.types',
    state: 'fieldDesign.states',
    color: 'fieldDesign.colors',
  },
});
