import type { SliceWalk } from '../../../test-walks.ts';

const hobby = {
  owner: 'customers',
  key: 'hobby',
  type: 'text',
  labels: { zh: '爱好', en: 'Hobby' },
  options: [],
  state: 'all',
  isSearchable: false,
  required: { web: false, mobile: false, pop: false },
  width: 140,
  default: '',
};
export const walk: SliceWalk = {
  records: (name) => [
    ['/fields', { ...hobby, key: 'papers', type: 'file', labels: { zh: `${name}资料`, en: `${name} papers` } }],
  ],
  auditedSteps: [
    { route: 'fields.create', body: hobby },
    { route: 'fields.change', idOf: 'fields.create', body: { version: 1, width: 200 } },
    {
      route: 'fields.place',
      params: () => ({ owner: 'customers', key: 'note' }),
      body: { version: 0, width: 200 },
    },
    { route: 'fields.order', body: { owner: 'customers', ids: [] } },
  ],
  excused: { 'fields.misfits': 'asks what a change would do, and does nothing' },
};
