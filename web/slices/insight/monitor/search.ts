/** What the addresses of the board and of the wallboard may carry. */
import { stateGroups } from '@bahu/domain/monitor/states.ts';
import type { Shape } from '../../../lib/search.ts';

export const monitorShape = {
  search: 'text',
  state: stateGroups,
  /** One holds all below it. */
  department: 'id',
  group: 'id',
  queue: 'id',
  view: ['rows'],
} as const satisfies Shape;

export const wallboardShape = { queues: 'ids' } as const satisfies Shape;
