/** Users, each with an agent. */
import { defineSlice } from '../define-slice.ts';

export const usersSlice = defineSlice({
  name: 'users',
  area: 'people',
  menu: 'users',
  permissions: {
    'user.read': { heldFrom: ['leader', 'inspector'], isScoped: true },
    'user.create': { heldFrom: [], isChanging: true },
    'user.edit': { heldFrom: [], isScoped: true, isChanging: true },
    'user.delete': { heldFrom: [], isChanging: true },
    'user.reset-password': { heldFrom: [], isChanging: true },
    'user.import': { heldFrom: [], isScoped: true, isChanging: true },
    'user.export': { heldFrom: ['supervisor'], isScoped: true },
    'sign-in.read': { heldFrom: ['leader'], isScoped: true },
  },
  errors: {
    'user.extension-taken': 409,
    'user.login-name-taken': 409,
    'user.has-data': 409,
    'user.last-administrator': 409,
    'user.licence-full': 409,
    'user.wrong-range': 422,
    'user.role-above-own': 403,
    'user.wrong-superior': 422,
    'user.administrator-extension': 422,
    'user.unknown-caller-id': 422,
    'user.is-self': 409,
  },
  auditActions: [
    'user.create',
    'user.change',
    'user.delete',
    'user.reset-password',
    'user.reset-second-factor',
    'user.unlock',
    'user.sign-out',
  ],
  records: {
    user: { audience: 'scope', read: 'user.read', owned: {} },
  },
  lists: ['users', 'sign-ins'],
  todos: ['user'],
  exports: {
    users: 'user.export',
    'sign-ins': 'sign-in.read',
  },
  imports: {
    users: 'user.import',
  },
  events: ['user.created', 'user.changed', 'user.deleted'],
});
