/** What the address of an import may carry. */
import { importKinds, type ImportKind } from '@bahu/contract/imports.ts';
import type { Shape } from '../../../lib/search.ts';

export const importShape = { kind: Object.keys(importKinds) as ImportKind[] } as const satisfies Shape;
