/** The recycle bin of the customers, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';
import { deletedCustomersShape } from './search.ts';

export const deletedCustomersWeb = webSlice('deleted-customers', {
  pages: [
    {
      path: '/deleted-customers',
      name: { zh: '回收站', en: 'Recycle bin' },
      permission: 'deleted-customer.read',
      under: '/customers',
      shape: deletedCustomersShape,
      texts: ['deleted-customers'],
      load: async () => (await import('./deleted-customers-page.tsx')).DeletedCustomersPage,
    },
  ],
});
