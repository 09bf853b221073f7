/** What the address of a page of a tree may carry. */
import type { Shape } from '../../lib/search.ts';

/** `parent`: below which a new one is made. */
export const treeShape = { open: 'id', parent: 'id' } as const satisfies Shape;
