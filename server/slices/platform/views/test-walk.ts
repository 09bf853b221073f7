import type { SliceWalk } from '../../../test-walks.ts';

const search = { search: '南山' };
export const walk: SliceWalk = {
  records: (name) => [['/lists/customers/views', { name, search: { fields: 'stage:is:lead' }, isShared: true }]],
  auditedSteps: [
    { route: 'views.save', params: () => ({ list: 'customers' }), body: { name: '南山', search, isShared: false } },
    { route: 'views.remove', idOf: 'views.save' },
  ],
  excused: { 'views.arrange': 'the columns of one’s own list concern nobody else' },
};
