/** Codes by which agents say what a call was about. */
import { defineSlice } from '../define-slice.ts';

export const wrapUpCodesSlice = defineSlice({
  name: 'wrap-up-codes',
  area: 'work',
  menu: 'calls',
  permissions: {
    'wrap-up-group.read': { heldFrom: ['leader'] },
    'wrap-up-group.manage': { heldFrom: [], isChanging: true },
    'wrap-up.choose': { heldFrom: ['agent'], isChanging: true },
    'wrap-up.correct': { heldFrom: ['leader'], isChanging: true, isScoped: true },
  },
  errors: {
    'wrap-up-group.name-taken': 409,
    'wrap-up-code.name-taken': 409,
    'wrap-up-code.in-use': 409,
    'wrap-up.not-talked': 409,
    'wrap-up.no-such-code': 409,
    'wrap-up.too-many': 409,
  },
  auditActions: ['wrap-up-group.create', 'wrap-up-group.change', 'wrap-up-group.delete', 'wrap-up.correct'],
  records: {
    'wrap-up-group': { audience: 'readers', read: 'wrap-up-group.read' },
    'wrap-up': { audience: 'scope', read: 'call.read', owned: {} },
  },
  lists: ['wrap-up-groups'],
  todos: ['wrap-up'],
});
