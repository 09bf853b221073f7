/** Lists of numbers with which there are no calls: the slices that keep one offer it here, and calls load all of them with their configuration. */
import type { NumberList } from '@bahu/domain/callcontrol/screening.ts';
import type { Tx } from './db.ts';

/** What has changed of all that a tenant's calls go by; agents are told of one by one (`Host.agentChanged`). */
export type ConfigurationPart = 'all' | 'number-lists' | 'queues';

/**
 * Reads a tenant's list in the tenant's transaction: all of it, or as much of it as may mean one number. That it has changed is told by
 * `Host.configured`.
 */
export type LoadNumberList = (tx: Tx, number?: string) => Promise<NumberList>;

const offered: LoadNumberList[] = [];

/** Has calls ask a list from now on, once however often it is offered. For the composition alone. */
export function offerNumberList(load: LoadNumberList): void {
  if (!offered.includes(load)) offered.push(load);
}

/** The tenant's lists, in the order in which they are asked; of one `number` alone, which is quick however long they are. */
export async function loadNumberLists(tx: Tx, number?: string): Promise<NumberList[]> {
  const lists: NumberList[] = [];
  for (const load of offered) lists.push(await load(tx, number));
  return lists;
}
