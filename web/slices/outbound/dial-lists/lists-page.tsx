/** Batches of numbers: what they are called, how far they are, and numbers that are put into one by hand. */
import { dialListRoutes, type DialList } from '@bahu/contract/dial-lists.ts';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import type { Field } from '../../../ui/form/fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { RecordsPage } from '../../../ui/list/records-page.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { AddNumbers } from './add-numbers.tsx';
import { dialListsShape } from './search.ts';

type Values = Pick<DialList, 'name' | 'category' | 'note' | 'isEnded'>;
const start: Values = { name: '', category: '', note: '', isEnded: false };

export function ListsPage() {
  const { t } = useTranslation();
  const of = <K extends keyof Values>(name: K) => ({ name, label: t(`dialLists.lists.${name}`) });
  const fields = (row: DialList | null): readonly Field<Values>[] => [
    { kind: 'text', ...of('name') },
    { kind: 'text', ...of('category'), hint: t('dialLists.lists.categoryHint') },
    { kind: 'textarea', ...of('note') },
    ...(row ? [{ kind: 'switch', ...of('isEnded'), hint: t('dialLists.lists.endedHint') } as const] : []),
  ];
  return (
    <RecordsPage
      list="dial-lists"
      record="dial-list"
      client={useClient(dialListRoutes)}
      manage="dial-list.manage"
      needs={t('permissions.dial-list.manage')}
      shape={dialListsShape}
      columns={useColumns()}
      filters={[
        { key: 'search', kind: 'text', label: t('dialLists.lists.search') },
        {
          key: 'ended',
          kind: 'choice',
          label: t('dialLists.lists.state'),
          isAlways: true,
          options: [false, true].map((value) => ({
            value,
            label: t(value ? 'dialLists.lists.ended' : 'dialLists.lists.open'),
          })),
        },
      ]}
      what={t('dialLists.lists.what')}
      unit={t('dialLists.lists.unit')}
      nameOf={({ name }) => name}
      hint={t('dialLists.lists.hint')}
      addText={t('dialLists.lists.add')}
      importKind="dial-numbers"
      form={{
        start,
        fields,
        schemas: { create: dialListRoutes.create.body, change: dialListRoutes.change.body },
        removing: t('dialLists.lists.removing'),
        below: (row) => <AddNumbers key={row.id} list={row} />,
      }}
    />
  );
}

function useColumns(): readonly Column<DialList>[] {
  const { t } = useTranslation();
  const of = <
    K extends
      | 'name'
      | 'category'
      | 'note'
      | 'total'
      | 'unassigned'
      | 'waiting'
      | 'answered'
      | 'authorName'
      | 'createdAt',
  >(
    key: K,
  ) => ({
    key,
    title: t(`dialLists.lists.${key}`),
  });
  return [
    { ...of('name'), width: 200, fixed: 'left', cell: ({ name }) => <b className="cut">{name}</b> },
    { ...of('category'), width: 112, cell: ({ category }) => category || '—' },
    {
      ...of('total'),
      width: 88,
      align: 'right',
      field: null,
      cell: ({ id, total }) => (total ? <AppLink to={`/dial-numbers?list=${id}`}>{total}</AppLink> : 0),
    },
    { ...of('unassigned'), width: 88, align: 'right', field: null, cell: ({ unassigned }) => unassigned },
    { ...of('waiting'), width: 88, align: 'right', field: null, cell: ({ waiting }) => waiting },
    { ...of('answered'), width: 88, align: 'right', field: null, cell: ({ answered }) => answered },
    {
      key: 'isEnded',
      title: t('dialLists.lists.state'),
      width: 96,
      cell: ({ isEnded }) => (
        <Tag {...(isEnded ? {} : { tone: 'ready' })}>
          {t(isEnded ? 'dialLists.lists.ended' : 'dialLists.lists.open')}
        </Tag>
      ),
    },
    { ...of('note'), isRoomy: true, cell: ({ note }) => <span className="cut">{note || '—'}</span> },
    { ...of('authorName'), width: 96, isWideOnly: true, cell: ({ authorName }) => authorName ?? '—' },
    { ...of('createdAt'), width: 112, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ];
}
