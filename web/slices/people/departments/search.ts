/** What the address of the departments' page may carry. */
import type { Shape } from '../../../lib/search.ts';

/** `parent`: below which a new one is made. */
export const departmentsShape = { open: 'id', parent: 'id' } as const satisfies Shape;
