/** What the address of an import may carry. */
import { keysOf } from '@bahu/contract/slices/derived.ts';
import type { Shape } from '../../../lib/search.ts';

export const importShape = { kind: keysOf('imports') } as const satisfies Shape;
