/** What the addresses of the customers' pages may carry. Anything else in them is ignored. */
import { customerSorts, shownScopes } from '@bahu/contract/customers.ts';
import { followUpSorts } from '@bahu/contract/follow-ups.ts';
import type { Shape } from '../../../lib/search.ts';

export const customersShape = {
  search: 'text',
  shown: shownScopes,
  owner: 'ids',
  locked: 'flag',
  department: 'id',
  created: 'time',
  lastCall: 'time',
  fields: 'fields',
  board: 'text',
  sort: { orders: customerSorts },
} as const satisfies Shape;

export const followUpsShape = {
  customer: 'id',
  agent: 'ids',
  created: 'time',
  remind: 'time',
  fields: 'fields',
  board: 'text',
  sort: { orders: followUpSorts },
} as const satisfies Shape;

/** The call that opened a customer's page. */
export const customerShape = { call: 'id' } as const satisfies Shape;
