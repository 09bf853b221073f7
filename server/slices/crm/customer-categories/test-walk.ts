import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  records: (name) => [['/customer-categories', { name, parentId: null }]],
  auditedSteps: [
    { route: 'customerCategories.create', body: { name: '意向客户', parentId: null } },
    { route: 'customerCategories.change', idOf: 'customerCategories.create', body: { version: 1, name: '潜在客户' } },
    { route: 'customerCategories.remove', idOf: 'customerCategories.create' },
  ],
  auditedElsewhere: ['customer-category.move'],
};
