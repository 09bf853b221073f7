/** What the address of the keys' page may carry. */
import type { Shape } from '../../../lib/search.ts';

export const apiKeysShape = { open: 'id' } as const satisfies Shape;
