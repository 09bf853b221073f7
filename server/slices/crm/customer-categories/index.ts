/** What the server does for the slice of the categories of customers. */
import { customerCategoryRoutes } from '@bahu/contract/customer-categories.ts';
import { customerCategoriesSlice } from '@bahu/contract/slices/crm/customer-categories.ts';
import { serverSlice } from '../../server-slice.ts';
import { demoCategories } from './demo.ts';
import { mountCustomerCategories } from './routes.ts';
export { categoryOptions, holdCategory, listCategories, type CategoryRecord } from './store.ts';

export const customerCategoriesServer = serverSlice(customerCategoriesSlice, {
  routes: customerCategoryRoutes,
  mount: (api, host) => mountCustomerCategories(api, host),
  demo: demoCategories,
});
