/** What the address of the channel monitor may carry. */
import { legStages } from '@bahu/domain/callcontrol/leg-stage.ts';
import type { Shape } from '../../../lib/search.ts';

export const channelsShape = {
  search: 'text',
  side: ['outside', 'agent', 'supervisor'],
  stage: legStages,
  trunk: 'id',
} as const satisfies Shape;
