/** What the address of the certificates may carry. */
import type { Shape } from '../../../lib/search.ts';

export const erasuresShape = { open: 'id' } as const satisfies Shape;
