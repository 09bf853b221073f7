/** What the address of the list of deals may carry. */
import { dealSorts } from '@bahu/contract/deals.ts';
import type { Shape } from '../../../lib/search.ts';

export const dealsShape = {
  customer: 'id',
  agent: 'ids',
  signed: 'time',
  created: 'time',
  fields: 'fields',
  board: 'text',
  sort: { orders: dealSorts },
  open: 'id',
} as const satisfies Shape;
