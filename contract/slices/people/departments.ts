/** The tree of departments. */
import { defineSlice } from '../define-slice.ts';

export const departmentsSlice = defineSlice({
  name: 'departments',
  area: 'people',
  menu: 'organisation',
  permissions: {
    'department.read': { heldFrom: ['leader', 'inspector'] },
    'department.manage': { heldFrom: [], isChanging: true },
  },
  errors: {
    'department.code-taken': 409,
    'department.name-taken': 409,
    'department.too-deep': 422,
    'department.cycle': 422,
    'department.not-empty': 409,
    'people.out-of-reach': 403,
  },
  auditActions: ['department.create', 'department.change', 'department.move', 'department.delete'],
  records: {
    department: { audience: 'scope', read: 'department.read', owned: { isDepartment: true } },
  },
});
