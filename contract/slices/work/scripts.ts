/** What agents say in calls, step by step. */
import { defineSlice } from '../define-slice.ts';

export const scriptsSlice = defineSlice({
  name: 'scripts',
  area: 'work',
  menu: 'calls',
  permissions: {
    'script.read': { heldFrom: ['leader'] },
    'script.manage': { heldFrom: [], isChanging: true },
    'script.use': { heldFrom: ['agent'], isChanging: true },
  },
  errors: {
    'script.name-taken': 409,
    'script.incomplete': 422,
    'script.unchanged': 409,
    'script.in-use': 409,
    'script.not-offered': 409,
    'script.too-often': 409,
    'script.moved-on': 409,
    'script.answer-invalid': 422,
  },
  auditActions: ['script.create', 'script.change', 'script.delete', 'script.publish'],
  records: { script: { audience: 'readers', read: 'script.read' } },
  lists: ['scripts'],
});
