/** The tree of categories, fetched once for everybody who shows customers; a change of one makes it old. */
import { customerCategoryRoutes, type CustomerCategory } from '@bahu/contract/customer-categories.ts';
import { withCategories } from '@bahu/domain/fields/customer-owner.ts';
import type { FieldDef, FieldOption } from '@bahu/domain/fields/field.ts';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../../lib/services.tsx';

export const treeKey = ['customer-categories', 'tree'] as const;
const none: readonly CustomerCategory[] = [];

export function useTree() {
  const categories = useClient(customerCategoryRoutes);
  return useQuery({ queryKey: treeKey, queryFn: ({ signal }) => categories.list({ signal }), staleTime: 60_000 });
}

/** All categories, parents before children; `isPending` until they are known. */
export function useCategories(): { categories: readonly CustomerCategory[]; isPending: boolean } {
  const { data, isPending } = useTree();
  return { categories: data?.items ?? none, isPending };
}

/** The fields of customers with the categories as the list of values of theirs. */
export const withCategoriesOf = (
  fields: readonly FieldDef[],
  categories: readonly CustomerCategory[],
): readonly FieldDef[] =>
  withCategories(
    fields,
    categories.map(({ id, name, parentId }): FieldOption => ({
      id,
      code: id,
      labels: { zh: name, en: name },
      color: '',
      parentId,
      isRetired: false,
    })),
  );
