/** What the addresses of the customers' pages may carry. Anything else in them is ignored. */
import type { customerRoutes } from '@bahu/contract/customers.ts';
import type { Input } from '@bahu/contract/route.ts';

type Filter = Input<typeof customerRoutes.list>['query'];
export const sorts = ['created', 'last-call', 'name'] as const satisfies readonly Filter['sort'][];
export const stages = ['lead', 'contacted', 'interested', 'negotiating', 'won', 'lost'] as const;

export interface CustomersSearch {
  search?: string;
  stage?: (typeof stages)[number];
  sort?: (typeof sorts)[number];
}

export function readCustomersSearch({ search, stage, sort }: Record<string, unknown>): CustomersSearch {
  const knownStage = stages.find((known) => known === stage);
  const knownSort = sorts.find((known) => known === sort);
  return {
    ...((typeof search === 'string' || typeof search === 'number') && String(search) !== '' ? { search: String(search).slice(0, 64) } : {}),
    ...(knownStage ? { stage: knownStage } : {}),
    ...(knownSort ? { sort: knownSort } : {}),
  };
}

/** The call that opened a customer's page. */
export const readCustomerSearch = ({ call }: Record<string, unknown>): { call?: string } => (typeof call === 'string' ? { call } : {});
