/** Roles, for the shell. */
import { rolesShape } from './search.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const rolesWeb = webSlice('roles', {
  pages: [
    {
      path: '/roles',
      name: { zh: '角色', en: 'Roles' },
      permission: 'role.read',
      menu: { group: 'people', place: 30 },
      record: 'role',
      shape: rolesShape,
      texts: 'every',
      load: async () => (await import('./roles-page.tsx')).RolesPage,
    },
  ],
  alsoShows: { user: [['roles', 'all']] },
});
