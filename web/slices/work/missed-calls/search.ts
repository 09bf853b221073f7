/** What the address of the missed calls' page may carry. */
import type { Shape } from '../../../lib/search.ts';

export const missedCallsShape = {
  number: 'text',
  closed: 'flag',
  agent: 'id',
  queue: 'id',
  /** The one that is shown beside the list. */
  open: 'id',
} as const satisfies Shape;
