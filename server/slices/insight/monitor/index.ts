/** What the server does for the slice of supervision. */
import { monitorRoutes } from '@bahu/contract/monitor.ts';
import { monitorSlice } from '@bahu/contract/slices/insight/monitor.ts';
import { serverSlice } from '../../server-slice.ts';
import { reminderTodos } from './reminders.ts';
import { mountMonitor } from './routes.ts';
export { maySupervise } from './rights.ts';
export { type Supervision } from './routes.ts';

export const monitorServer = serverSlice(monitorSlice, {
  routes: monitorRoutes,
  todos: { 'agent-reminder': reminderTodos },
  mount: (api, host) => mountMonitor(api, { ...host, phone: host.desk.supervision }),
});
