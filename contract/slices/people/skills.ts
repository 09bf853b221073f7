/** What agents can do, by levels. */
import { defineSlice } from '../define-slice.ts';

export const skillsSlice = defineSlice({
  name: 'skills',
  area: 'people',
  menu: 'users',
  permissions: {
    'skill.read': { heldFrom: ['leader'] },
    'skill.manage': { heldFrom: ['supervisor'], isChanging: true },
  },
  errors: { 'skill.name-taken': 409, 'skill.agent-twice': 400, 'skill.in-use': 409 },
  auditActions: ['skill.create', 'skill.change', 'skill.delete'],
  records: { skill: { audience: 'readers', read: 'skill.read' } },
  lists: ['skills'],
});
