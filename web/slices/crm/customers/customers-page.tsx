/** The list of customers. */
import { CustomerChange, shownScopes, type Customer } from '@bahu/contract/customers.ts';
import { makesBoard } from '@bahu/domain/fields/board.ts';
import { departmentRoutes } from '@bahu/contract/departments.ts';
import { Button } from 'antd';
import { Plus, Upload } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../../lib/api.ts';
import { useApi, useClient } from '../../../lib/services.tsx';
import { useMay, useMe, useScopeOf } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { fieldFilters, knownSearch } from '../../../ui/list/field-filters.ts';
import { treeChoices, type Filter } from '../../../ui/list/filters.ts';
import { useFieldEditing } from '../../../ui/list/inline/field-editing.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { noneSelected } from '../../../ui/list/selection.ts';
import { useList } from '../../../ui/list/use-list.ts';
import { usePeople } from '../../../ui/use-people.ts';
import { ExportButton } from '../../platform/jobs/public.ts';
import { BulkButtons } from '../bulk-customers/public.ts';
import { BinButton, useDeleteCustomer } from '../deleted-customers/public.ts';
import { ErasuresButton } from '../personal-data/public.ts';
import { useCustomerColumns } from './customer-columns.tsx';
import { OfferedActions } from './offered-actions.tsx';
import { customersShape } from './search.ts';
import { useCategoryTree } from './use-category-tree.tsx';
import { useCustomerFields } from './use-customer-fields.ts';

export function CustomersPage() {
  const { t } = useTranslation();
  const api = useApi();
  const { show } = useTabActions();
  const mayExport = useMay('customer.export');
  const rights = [
    useMay('customer.edit'),
    useMay('customer.assign'),
    useMay('customer.delete'),
    useMay('customer.take'),
    useMay('customer.lock'),
    mayExport,
  ];
  const mayAct = rights.includes(true);
  const { masksNumbers } = useMe();
  const scope = useScopeOf('customer.read');
  const { fields, isPending } = useCustomerFields();
  const words = useFieldWords();
  const columns = useCustomerColumns(fields, words, useDeleteCustomer());
  const ofFields = useMemo(() => fieldFilters('fields', fields, words, masksNumbers), [fields, words, masksNumbers]);
  const list = useList({
    name: 'customers',
    shape: customersShape,
    columns,
    fetch: (query, options) => api.customers.list({ query }, options),
    defaultSort: 'created',
    isReady: !isPending,
    known: (search) => knownSearch(search, fields, masksNumbers),
    boards: fields.filter(makesBoard),
  });
  const categories = useCategoryTree(list);
  return (
    <ListPage
      list={list}
      what={t('customers.what')}
      unit={t('app.unit.customer')}
      filters={useCustomerFilters(ofFields)}
      actions={
        <Actions exporting={mayExport && <ExportButton kind="customers" list={list} unit={t('app.unit.customer')} />} />
      }
      editing={useFieldEditing<Customer>({
        records: 'customers',
        fields,
        words,
        permission: 'customer.edit',
        needs: t('permissions.customer.edit'),
        nameOf,
        schema: CustomerChange,
        change: api.customers.change,
        get: api.customers.get,
      })}
      {...(mayAct && {
        bulk: (_, count) => (
          <>
            <BulkButtons
              target={{ selection: list.selection, count, isAbout: list.isAbout }}
              onDone={() => list.setSelected(() => noneSelected)}
            />
            <OfferedActions selection={list.selection} onDone={() => list.setSelected(() => noneSelected)} />
            {mayExport && <ExportButton kind="customers" list={list} unit={t('app.unit.customer')} isBulk />}
          </>
        ),
      })}
      countBy={(query, options) => api.customers.byField({ query }, options)}
      onOpen={(customer) => show(`/customers/${customer.id}`)}
      empty={{ title: t('customers.list.empty'), hint: t('customers.list.emptyHint') }}
      searchHint={t('app.search.hint')}
      hasCards
      trees={categories}
      {...(scope !== 'own' && { departments: (options) => api.customers.departments(options) })}
    />
  );
}

const nameOf = ({ name }: Customer): string => name;

function Actions({ exporting }: { exporting: ReactNode }) {
  const { t } = useTranslation();
  const { show } = useTabActions();
  const mayCreate = useMay('customer.create');
  const { masksNumbers } = useMe();
  // To who may not see numbers, the rows that exist already would tell whose they are.
  const mayImport = useMay('customer.import') && !masksNumbers;
  return (
    <>
      <BinButton />
      <ErasuresButton />
      {mayImport && (
        <Button
          size="small"
          icon={<Upload size={14} aria-hidden />}
          onClick={() => show('/imports/new?kind=customers')}
        >
          {t('ui.imports.start')}
        </Button>
      )}
      {exporting}
      {mayCreate && (
        <Button
          size="small"
          type="primary"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => show('/customers/new')}
        >
          {t('customers.list.create')}
        </Button>
      )}
    </>
  );
}

/** Behind those by fields. Whoever sees only the own customers is not asked whose they are. */
function useCustomerFilters(
  fields: readonly Filter<keyof typeof customersShape>[],
): readonly Filter<keyof typeof customersShape>[] {
  const { t } = useTranslation();
  const remote = usePeople({ permission: 'customer.read', withDisabled: true });
  const departments = useClient(departmentRoutes);
  const scope = useScopeOf('customer.read');
  const mayReadDepartments = useMay('department.read');
  return useMemo(() => {
    const ofPeople: Filter<keyof typeof customersShape>[] = [
      {
        key: 'owner',
        kind: 'remote',
        isSeveral: true,
        label: t('customers.list.columnOwner'),
        isAlways: true,
        remote,
      },
      ...(mayReadDepartments ? [departmentFilter(t('customers.list.department'), departments)] : []),
    ];
    return [
      { key: 'search', kind: 'text', label: t('customers.list.searchLabel'), placeholder: t('customers.list.search') },
      {
        key: 'shown',
        kind: 'choice',
        label: t('customers.list.shown'),
        isAlways: true,
        // Whose customers they are is no question to who sees only the own ones; the pool they serve like all others.
        options: (scope === 'own' ? (['pool'] as const) : shownScopes).map((value) => ({
          value,
          label: t(`customers.list.shownScopes.${value}`),
        })),
      },
      ...fields,
      ...(scope === 'own' ? [] : ofPeople),
      {
        key: 'locked',
        kind: 'choice',
        label: t('owners.filter'),
        options: [
          { value: true, label: t('owners.yes') },
          { value: false, label: t('owners.no') },
        ],
      },
      { key: 'lastCall', kind: 'time', label: t('customers.list.columnLastCall'), isAlways: true },
      { key: 'created', kind: 'time', label: t('customers.list.columnCreated') },
    ];
  }, [t, fields, remote, departments, mayReadDepartments, scope]);
}

const departmentFilter = (label: string, departments: Client<typeof departmentRoutes>) =>
  ({
    key: 'department',
    kind: 'choice',
    label,
    load: {
      queryKey: ['departments', 'choices'],
      queryFn: async (signal: AbortSignal) => treeChoices((await departments.list({ signal })).items),
    },
  }) as const;
