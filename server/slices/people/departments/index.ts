/** What the server does for the slice of the departments. */
import { departmentRoutes } from '@bahu/contract/departments.ts';
import { departmentsSlice } from '@bahu/contract/slices/people/departments.ts';
import { serverSlice } from '../../server-slice.ts';
import { departmentListeners } from './first.ts';
import { mountDepartments } from './routes.ts';
export { mustReach, mustReachPerson } from './reach.ts';

export const departmentsServer = serverSlice(departmentsSlice, {
  routes: departmentRoutes,
  on: departmentListeners,
  mount: (api, host) => mountDepartments(api, { ...host, onChange: host.recordChanged }),
});
