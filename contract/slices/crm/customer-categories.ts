/** The tree by which a company sorts its customers. */
import { defineSlice } from '../define-slice.ts';

export const customerCategoriesSlice = defineSlice({
  name: 'customer-categories',
  area: 'crm',
  menu: 'customers',
  permissions: {
    'customer-category.manage': { heldFrom: ['supervisor'], isChanging: true },
  },
  errors: {
    'customer-category.name-taken': 409,
    'customer-category.too-deep': 422,
    'customer-category.too-many': 422,
    'customer-category.cycle': 422,
    'customer-category.has-below': 409,
    'customer-category.has-customers': 409,
  },
  auditActions: [
    'customer-category.create',
    'customer-category.change',
    'customer-category.move',
    'customer-category.delete',
  ],
  records: {
    'customer-category': { audience: 'readers', read: 'customer.read' },
  },
});
