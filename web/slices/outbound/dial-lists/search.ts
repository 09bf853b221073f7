/** What the addresses of the pages of manual dialling may carry. */
import { dialStates } from '@bahu/domain/dial-lists/number-state.ts';
import type { Shape } from '../../../lib/search.ts';

export const dialListsShape = { search: 'text', category: 'text', ended: 'flag', open: 'id' } as const satisfies Shape;
export const dialNumbersShape = {
  search: 'text',
  done: 'flag',
  list: 'id',
  category: 'text',
  agent: 'ids',
  assigned: 'flag',
  dialState: dialStates,
  open: 'id',
} as const satisfies Shape;
