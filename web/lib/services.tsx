/** What every part of the application may use, made once in app/main.tsx. */
import { agentGroupRoutes } from '@bahu/contract/agent-groups.ts';
import { apiKeyRoutes } from '@bahu/contract/api-keys.ts';
import { auditRoutes } from '@bahu/contract/audit.ts';
import { callerIdRoutes } from '@bahu/contract/caller-ids.ts';
import { callRoutes } from '@bahu/contract/calls.ts';
import { customerRoutes } from '@bahu/contract/customers.ts';
import { departmentRoutes } from '@bahu/contract/departments.ts';
import { deskRoutes } from '@bahu/contract/desk.ts';
import { exportRoutes } from '@bahu/contract/exports.ts';
import { importRoutes } from '@bahu/contract/imports.ts';
import { jobRoutes } from '@bahu/contract/jobs.ts';
import { roleRoutes } from '@bahu/contract/roles.ts';
import { searchRoutes } from '@bahu/contract/search.ts';
import { sessionRoutes } from '@bahu/contract/session.ts';
import type { TopicValue } from '@bahu/contract/realtime.ts';
import { tenantRoutes } from '@bahu/contract/tenant.ts';
import { userRoutes } from '@bahu/contract/users.ts';
import { viewRoutes } from '@bahu/contract/views.ts';
import { webhookRoutes } from '@bahu/contract/webhooks.ts';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { client, type Wire } from './api.ts';
import type { Clock } from './clock.ts';
import type { Realtime } from './realtime.ts';
import type { Link } from './socket-link.ts';

/** All clients by slice. */
export const createApi = (wire: Wire) => ({
  session: client(sessionRoutes, wire),
  desk: client(deskRoutes, wire),
  customers: client(customerRoutes, wire),
  calls: client(callRoutes, wire),
  search: client(searchRoutes, wire),
  views: client(viewRoutes, wire),
  jobs: client(jobRoutes, wire),
  imports: client(importRoutes, wire),
  exports: client(exportRoutes, wire),
  users: client(userRoutes, wire),
  roles: client(roleRoutes, wire),
  departments: client(departmentRoutes, wire),
  agentGroups: client(agentGroupRoutes, wire),
  callerIds: client(callerIdRoutes, wire),
  audit: client(auditRoutes, wire),
  tenant: client(tenantRoutes, wire),
  apiKeys: client(apiKeyRoutes, wire),
  webhooks: client(webhookRoutes, wire),
});
export type Api = ReturnType<typeof createApi>;

export interface Services {
  api: Api;
  realtime: Realtime;
  clock: Clock;
  /** What pages keep while their tab is left. */
  memory: Map<string, unknown>;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('no services above this component');
  return services;
}

export const useApi = (): Api => useServices().api;

/** The server's time, anew each second. */
export function useNow(): number {
  const { clock } = useServices();
  return useSyncExternalStore(clock.watch, clock.tick);
}

/** The value of a topic, null until its first frame. */
export function useTopic<T extends 'desk' | 'presence' | 'queues'>(topic: T): TopicValue[T] | null {
  const { realtime } = useServices();
  const watch = useCallback((listener: () => void) => realtime.watch(topic, listener), [realtime, topic]);
  return useSyncExternalStore(watch, () => realtime.value(topic));
}

export function useLink(): Link {
  const { realtime } = useServices();
  return useSyncExternalStore(realtime.watchLink, realtime.link);
}
