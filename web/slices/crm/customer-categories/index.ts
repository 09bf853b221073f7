/** Categories of customers, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';
import { treeShape } from '../../../ui/tree/tree-shape.ts';

export const customerCategoriesWeb = webSlice('customer-categories', {
  pages: [
    {
      path: '/customer-categories',
      name: { zh: '客户分类', en: 'Customer categories' },
      permission: 'customer-category.manage',
      under: '/customers',
      record: 'customer-category',
      shape: treeShape,
      texts: ['customer-categories'],
      load: async () => (await import('./categories-page.tsx')).CategoriesPage,
    },
  ],
  alsoShows: {
    'customer-category': [['customer-categories'], ['customers', 'list']],
    customer: [['customer-categories', 'counts']],
  },
});
