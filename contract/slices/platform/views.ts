/** How people arrange their lists. */
import { defineSlice } from '../define-slice.ts';

export const viewsSlice = defineSlice({
  name: 'views',
  area: 'platform',
  errors: {
    'view.name-taken': 409,
    'view.too-many': 409,
  },
  auditActions: ['view.save', 'view.remove'],
  records: {
    view: {},
  },
});
