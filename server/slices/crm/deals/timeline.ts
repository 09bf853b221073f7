/** Deals in the timeline of their customer, where they were entered. */
import { sql } from 'kysely';
import type { TimelineSource } from '../../../kernel/timeline.ts';
import { readDeals } from './store.ts';

export const dealTimeline: TimelineSource<'deal'> = {
  needs: 'deal.read',
  entries: (customerId) =>
    sql`select id, created_at as at, agent_id as by_id from deals where customer_id = ${customerId}`,
  read: async (tx, reader, ids) => {
    const deals = await readDeals(tx, reader, ids);
    return new Map(deals.map((deal) => [deal.id, { kind: 'deal', at: deal.createdAt, deal }]));
  },
};
