/** Batches of numbers that agents dial by hand. */
import { defineSlice } from '../define-slice.ts';

export const dialListsSlice = defineSlice({
  name: 'dial-lists',
  area: 'outbound',
  menu: 'customers',
  permissions: {
    'dial-list.read': { heldFrom: ['agent', 'inspector'], isScoped: true },
    'dial-list.manage': { heldFrom: ['leader'], isScoped: true, isChanging: true },
    'dial-list.export': { heldFrom: ['supervisor'], isScoped: true },
  },
  errors: {
    'dial-list.name-taken': 409,
    'dial-list.ended': 409,
    'dial-list.full': 409,
    'dial-list.too-many-new': 409,
    'dial-list.no-agent': 422,
    'dial-list.numbers-hidden': 403,
    'dial-list.nothing-next': 404,
    'dial-list.being-dialled': 409,
  },
  auditActions: [
    'dial-list.create',
    'dial-list.change',
    'dial-list.delete',
    'dial-number.add-many',
    'dial-number.assign-many',
    'dial-number.pin-many',
    'dial-number.reset-many',
    'dial-number.delete-many',
    'dial-number.to-customers',
  ],
  records: {
    'dial-list': { audience: 'scope', read: 'dial-list.read', owned: {} },
    'dial-number': { audience: 'scope', read: 'dial-list.read', owned: {} },
  },
  lists: ['dial-lists', 'dial-numbers'],
  exports: { 'dial-numbers': 'dial-list.export' },
  imports: { 'dial-numbers': 'dial-list.manage' },
  importsOfNumbers: ['dial-numbers'],
  events: ['dial-number.dialled'],
});
