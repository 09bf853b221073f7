/** What the address of the caller IDs' page may carry. */
import type { Shape } from '../../../lib/search.ts';

export const callerIdsShape = { search: 'text', enabled: 'flag', open: 'id' } as const satisfies Shape;
