/** What the addresses of the pages of people may carry. */
import { agentKinds, userSorts } from '@bahu/contract/users.ts';
import type { Shape } from '../../../lib/search.ts';

export const usersShape = {
  search: 'text',
  role: 'id',
  department: 'id',
  group: 'id',
  kind: agentKinds,
  enabled: 'flag',
  international: 'flag',
  sort: userSorts,
  open: 'id',
} as const satisfies Shape;

export const signInsShape = {
  search: 'text',
  user: 'id',
  result: ['ok', 'refused'],
  time: 'time',
} as const satisfies Shape;
