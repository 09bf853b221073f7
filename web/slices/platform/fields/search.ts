/** What the address of the field designer may carry. */
import { fieldOwners } from '@bahu/contract/field-owners.ts';
import type { Shape } from '../../../lib/search.ts';

export const fieldsShape = { owner: fieldOwners, open: 'id', builtIn: 'text' } as const satisfies Shape;
