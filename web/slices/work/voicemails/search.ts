/** What the address of the messages' page may carry. */
import type { Shape } from '../../../lib/search.ts';

export const voicemailsShape = {
  number: 'text',
  heard: 'flag',
  unattended: 'flag',
  agent: 'id',
  queue: 'id',
  /** The one that is shown beside the list. */
  open: 'id',
} as const satisfies Shape;
