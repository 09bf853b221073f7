/** What every part of the application may use, made once in app/main.tsx. */
import { callRoutes } from '@bahu/contract/calls.ts';
import { customerRoutes } from '@bahu/contract/customers.ts';
import { deskRoutes } from '@bahu/contract/desk.ts';
import { jobRoutes } from '@bahu/contract/jobs.ts';
import type { Topic, TopicValue } from '@bahu/contract/realtime.ts';
import type { Routes } from '@bahu/contract/route.ts';
import { searchRoutes } from '@bahu/contract/search.ts';
import { sessionRoutes } from '@bahu/contract/session.ts';
import { viewRoutes } from '@bahu/contract/views.ts';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { client, type Client, type Wire } from './api.ts';
import type { Clock } from './clock.ts';
import type { InstallOffer } from './install-offer.ts';
import type { LinkedNumber } from './linked-number.ts';
import type { Realtime } from './realtime.ts';
import type { Link } from './socket-link.ts';
import type { WebSlice } from './web-slice.ts';

/** Clients of what the desk and the shell need at once. A page of the back office brings its own table and asks `useClient`. */
export const createApi = (wire: Wire) => ({
  session: client(sessionRoutes, wire),
  desk: client(deskRoutes, wire),
  customers: client(customerRoutes, wire),
  calls: client(callRoutes, wire),
  search: client(searchRoutes, wire),
  views: client(viewRoutes, wire),
  jobs: client(jobRoutes, wire),
});
export type Api = ReturnType<typeof createApi>;

export interface Services {
  api: Api;
  /** What every client talks over. */
  wire: Wire;
  realtime: Realtime;
  clock: Clock;
  /** What pages keep while their tab is left. */
  memory: Map<string, unknown>;
  /** What every slice says of its side here. */
  slices: readonly WebSlice[];
  installOffer: InstallOffer;
  linkedNumber: LinkedNumber;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('no services above this component');
  return services;
}

/** What every slice says of its side, for pages that name anything. */
export const useSlices = (): readonly WebSlice[] => useServices().slices;

export const useApi = (): Api => useServices().api;

const clients = new WeakMap<Wire, WeakMap<Routes, Client<Routes>>>();

/** The typed client of any table of the contract, so that its schemas ship with the page that needs them. The same table gives the same client. */
export function useClient<const T extends Routes>(table: T): Client<T> {
  const { wire } = useServices();
  const made = clients.get(wire) ?? new WeakMap<Routes, Client<Routes>>();
  clients.set(wire, made);
  const known = made.get(table) ?? client<Routes>(table, wire);
  made.set(table, known);
  return known as Client<T>;
}

/** The server's time, anew each second. */
export function useNow(): number {
  const { clock } = useServices();
  return useSyncExternalStore(clock.watch, clock.tick);
}

/** The value of a topic, null until its first frame. */
export function useTopic<T extends Exclude<Topic, 'records'>>(topic: T): TopicValue[T] | null {
  const { realtime } = useServices();
  const watch = useCallback((listener: () => void) => realtime.watch(topic, listener), [realtime, topic]);
  return useSyncExternalStore(watch, () => realtime.value(topic));
}

export function useLink(): Link {
  const { realtime } = useServices();
  return useSyncExternalStore(realtime.watchLink, realtime.link);
}
