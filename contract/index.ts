/** All route tables by slice name, for OpenAPI and for the tests that walk over every route. */
import { agentGroupRoutes } from './agent-groups.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { auditRoutes } from './audit.ts';
import { callerIdRoutes } from './caller-ids.ts';
import { callRoutes } from './calls.ts';
import { customerRoutes } from './customers.ts';
import { departmentRoutes } from './departments.ts';
import { deskRoutes } from './desk.ts';
import { exportRoutes } from './exports.ts';
import { importRoutes } from './imports.ts';
import { jobRoutes } from './jobs.ts';
import { monitorRoutes } from './monitor.ts';
import { operatorRoutes } from './operator.ts';
import { roleRoutes } from './roles.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './session.ts';
import { tenantRoutes } from './tenants.ts';
import { userRoutes } from './users.ts';
import { viewRoutes } from './views.ts';
import { webhookRoutes } from './webhooks.ts';

export const contract = {
  session: sessionRoutes,
  desk: deskRoutes,
  monitor: monitorRoutes,
  customers: customerRoutes,
  calls: callRoutes,
  search: searchRoutes,
  views: viewRoutes,
  jobs: jobRoutes,
  imports: importRoutes,
  exports: exportRoutes,
  users: userRoutes,
  roles: roleRoutes,
  departments: departmentRoutes,
  agentGroups: agentGroupRoutes,
  callerIds: callerIdRoutes,
  audit: auditRoutes,
  tenant: tenantRoutes,
  apiKeys: apiKeyRoutes,
  webhooks: webhookRoutes,
  operator: operatorRoutes,
} as const;
