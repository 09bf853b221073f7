/** What the address of the agent groups' page may carry. */
import type { Shape } from '../../../lib/search.ts';

export const agentGroupsShape = { search: 'text', enabled: 'flag', open: 'id' } as const satisfies Shape;
