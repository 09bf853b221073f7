/** Pages of other systems beside customers, calls and the menu. */
import { defineSlice } from '../define-slice.ts';

export const linkedPagesSlice = defineSlice({
  name: 'linked-pages',
  area: 'work',
  menu: 'settings',
  permissions: { 'linked-page.manage': { heldFrom: [], isChanging: true } },
  errors: { 'linked-page.address': 422, 'linked-page.name-taken': 409, 'linked-page.too-many': 409 },
  auditActions: ['linked-page.create', 'linked-page.change', 'linked-page.delete', 'linked-page.rotate-secret'],
  records: { 'linked-page': { audience: 'everybody' } },
  lists: ['linked-pages'],
});
