/** What the address of an import may carry. */
import type { ImportKind } from '@bahu/contract/imports.ts';
import type { Shape } from '../../../lib/search.ts';

const kinds = ['customers', 'users', 'caller-ids'] as const satisfies readonly ImportKind[];
export const importShape = { kind: kinds } as const satisfies Shape;
