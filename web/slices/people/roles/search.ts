/** What the address of the roles' page may carry. */
import type { Shape } from '../../../lib/search.ts';

export const rolesShape = { open: 'id', why: 'flag' } as const satisfies Shape;
