/** Roles and what they may. */
import { defineSlice } from '../define-slice.ts';

export const rolesSlice = defineSlice({
  name: 'roles',
  area: 'people',
  menu: 'organisation',
  permissions: {
    'role.read': { heldFrom: ['supervisor'] },
    'role.manage': { heldFrom: [], isChanging: true },
  },
  errors: {
    'role.code-taken': 409,
    'role.name-taken': 409,
    'role.built-in': 409,
    'role.in-use': 409,
    'role.above-own': 403,
  },
  auditActions: ['role.create', 'role.change', 'role.delete'],
  records: {
    role: { audience: 'readers', read: 'role.read' },
  },
  lists: ['roles'],
});
