/** The categories beside the list of customers: choosing one is the list's filter by it, with all below it. */
import type { CategoryCounts, ShownScope } from '@bahu/contract/customers.ts';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { askedOf, isOneOf, withAsked, type Asked } from '../../../ui/list/field-filters.ts';
import type { SideNode, SideTree } from '../../../ui/list/tree-side.tsx';

interface Of {
  search: { fields?: string; shown?: ShownScope };
  change: (part: { fields: string | undefined }) => void;
}

const key = 'categoryId';
/** Stands for no category; it is no id. */
const none = 'none';

export function useCategoryTree({ search: { fields, shown }, change }: Of): readonly SideTree[] {
  const { t } = useTranslation();
  const api = useApi();
  const mayManage = useMay('customer-category.manage');
  return useMemo(
    () => [
      {
        key: 'categories',
        title: t('customers.list.categories'),
        of: shown ?? '',
        load: async (options) => nodesOf(t, await api.customers.categories({ query: shown ? { shown } : {} }, options)),
        chosen: chosenIn(askedOf(fields, key)),
        onChoose: (id) => change({ fields: withAsked(fields, key, askedFor(id)) }),
        ...(mayManage && {
          foot: <AppLink to="/customer-categories">{t('customers.list.manageCategories')}</AppLink>,
        }),
      },
    ],
    [t, api, mayManage, fields, shown, change],
  );
}

/** Those without a category stand behind the others. */
const nodesOf = (t: TFunction, { items, none: count }: CategoryCounts): SideNode[] =>
  [...items, { id: none, name: t('customers.list.uncategorised'), parentId: null, count }].map((node) => ({
    ...node,
    isExact: true,
  }));

/** Undefined for no filter; what is no single line of the tree chooses none of them. */
function chosenIn(asked: Asked): string | undefined {
  const [filter] = asked;
  if (!filter) return undefined;
  if (filter.operator === 'empty') return none;
  return filter.operator === 'is' && filter.values.length === 1 ? filter.values[0] : '';
}

function askedFor(id: string | undefined): Asked {
  if (id === undefined) return [];
  return id === none ? [{ key, operator: 'empty', values: [] }] : isOneOf(key, [id]);
}
