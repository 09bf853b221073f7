/** What the addresses of the customers' pages may carry. Anything else in them is ignored. */
import type { customerRoutes } from '@bahu/contract/customers.ts';
import type { Input } from '@bahu/contract/route.ts';
import { codesOf } from '@bahu/domain/fields/built-in-definitions.ts';
import { customerFields } from '@bahu/domain/fields/customer-fields.ts';
import type { Shape } from '../../../lib/search.ts';

type Query = Input<typeof customerRoutes.list>['query'];
/** Beside those by designed fields. */
export const sorts = ['created', 'last-call', 'name'] as const satisfies readonly Query['sort'][];
export const stages = codesOf(customerFields.stage);

export const customersShape = {
  search: 'text',
  stage: { several: stages },
  owner: 'ids',
  department: 'id',
  created: 'time',
  lastCall: 'time',
  fields: 'fields',
  sort: { orders: sorts },
} as const satisfies Shape;

/** The call that opened a customer's page. */
export const customerShape = { call: 'id' } as const satisfies Shape;
