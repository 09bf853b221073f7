/** What the address of the recycle bin may carry. */
import type { Shape } from '../../../lib/search.ts';

export const deletedCustomersShape = { search: 'text' } as const satisfies Shape;
