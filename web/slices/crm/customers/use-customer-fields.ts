/** The fields of customers, with the categories of the company as the values of theirs. */
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useMemo } from 'react';
import { useFields } from '../../../ui/fields/use-fields.ts';
import { useCategories, withCategoriesOf } from '../customer-categories/public.ts';

export function useCustomerFields(): { fields: readonly FieldDef[]; isPending: boolean } {
  const { fields, isPending } = useFields('customers');
  const { categories, isPending: areWanted } = useCategories();
  const all = useMemo(() => withCategoriesOf(fields, categories), [fields, categories]);
  return { fields: all, isPending: isPending || areWanted };
}
