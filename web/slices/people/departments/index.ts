/** Departments, for the shell. */
import { treeShape } from '../../../ui/tree/tree-shape.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const departmentsWeb = webSlice('departments', {
  pages: [
    {
      path: '/departments',
      name: { zh: '部门', en: 'Departments' },
      permission: 'department.read',
      menu: { group: 'people', place: 20 },
      record: 'department',
      shape: treeShape,
      texts: ['departments'],
      load: async () => (await import('./departments-page.tsx')).DepartmentsPage,
    },
  ],
  alsoShows: { user: [['departments', 'tree']] },
});
