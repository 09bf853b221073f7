/** Numbers that are dialled by hand: those that wait in the order in which they are dialled, and what became of the others. */
import { dialListRoutes, type DialNumber } from '@bahu/contract/dial-lists.ts';
import { dialStates } from '@bahu/domain/dial-lists/number-state.ts';
import { Button } from 'antd';
import { Layers } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../../lib/format.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay, useScopeOf } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { Facts } from '../../../ui/facts.tsx';
import type { Filter } from '../../../ui/list/filters.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { DockedFrame, OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { noneSelected } from '../../../ui/list/selection.ts';
import { useList } from '../../../ui/list/use-list.ts';
import { Moment } from '../../../ui/moment.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { ExportButton } from '../../platform/jobs/public.ts';
import { NumberButtons } from './number-buttons.tsx';
import { useNumberColumns, written } from './number-columns.tsx';
import { NumberState } from './number-state.tsx';
import { dialNumbersShape } from './search.ts';

export function NumbersPage() {
  const { t } = useTranslation();
  const client = useClient(dialListRoutes);
  const { show } = useTabActions();
  const [mayManage, mayExport] = [useMay('dial-list.manage'), useMay('dial-list.export')];
  const list = useList({
    name: 'dial-numbers',
    shape: dialNumbersShape,
    columns: useNumberColumns(),
    fetch: (query, options) => client.numbers({ query }, options),
  });
  const { open } = list.search;
  const leave = () => list.change({ open: undefined });
  const exporting = mayExport && <ExportButton kind="dial-numbers" list={list} unit={t('dialLists.unit')} />;
  const batches = mayManage && (
    <Button size="small" icon={<Layers size={14} aria-hidden />} onClick={() => show('/dial-lists')}>
      {t('dialLists.batches')}
    </Button>
  );
  return (
    <ListPage
      list={list}
      what={t('dialLists.what')}
      unit={t('dialLists.unit')}
      filters={useFilters()}
      actions={
        <>
          {exporting}
          {batches}
        </>
      }
      {...((mayManage || mayExport) && {
        bulk: (_, count) => (
          <>
            {mayManage && (
              <NumberButtons
                selection={list.selection}
                count={count}
                onDone={() => list.setSelected(() => noneSelected)}
              />
            )}
            {mayExport && <ExportButton kind="dial-numbers" list={list} unit={t('dialLists.unit')} isBulk />}
          </>
        ),
      })}
      onOpen={(row) => list.change({ open: row.id })}
      empty={{
        title: t('dialLists.empty'),
        hint: t(mayManage ? 'dialLists.emptyManaged' : 'dialLists.emptyHint'),
        action: batches,
      }}
      aside={
        open && (
          <OpenedRecord
            key={open}
            id={open}
            records="dial-numbers"
            what={t('dialLists.what')}
            known={list.answer.data?.items.find(({ id }) => id === open)}
            get={(id, options) => client.number({ params: { id } }, options)}
            onClose={leave}
          >
            {(row) => <NumberDetails row={row} onClose={leave} />}
          </OpenedRecord>
        )
      }
    />
  );
}

function NumberDetails({ row, onClose }: { row: DialNumber; onClose: () => void }) {
  const { t } = useTranslation();
  const columns = useNumberColumns();
  const wordOf = (key: string) => columns.find((column) => column.key === key)?.title ?? '';
  const cellOf = (key: string) => columns.find((column) => column.key === key)!.cell(row);
  return (
    <DockedFrame
      what={t('dialLists.what')}
      title={row.name || written(row)}
      className="entity-editor"
      onClose={onClose}
    >
      <div className="scroll fill docked-details">
        <Facts
          items={[
            [wordOf('number'), written(row)],
            [wordOf('state'), <NumberState key="state" row={row} />],
            [wordOf('listName'), row.listName],
            [wordOf('category'), row.category || '—'],
            [wordOf('agentName'), row.agentName ?? '—'],
            [wordOf('attempts'), row.attempts],
            [wordOf('lastAt'), <Moment key="last" at={row.lastAt} />],
            [wordOf('talkSeconds'), row.attempts > 0 ? duration(row.talkSeconds) : '—'],
            [wordOf('code'), cellOf('code')],
            [wordOf('customerName'), cellOf('customerName')],
            [wordOf('note'), row.note || '—'],
          ]}
        />
        {row.callId && <AppLink to={`/calls?open=${row.callId}`}>{t('dialLists.toCall')}</AppLink>}
      </div>
    </DockedFrame>
  );
}

function useFilters(): readonly Filter<keyof typeof dialNumbersShape>[] {
  const { t } = useTranslation();
  const client = useClient(dialListRoutes);
  const remote = usePeople({ permission: 'dial-list.read', withDisabled: true });
  const isOwn = useScopeOf('dial-list.read') === 'own';
  /** Each kept under a key of its own: what is kept is what was made of the batches. */
  const choose = <T,>(kept: string, of: (items: { id: string; name: string; category: string }[]) => T) => ({
    queryKey: ['dial-lists', kept],
    queryFn: async (signal: AbortSignal) => of((await client.options({ signal })).items),
  });
  const search = t('dialLists.search');
  return [
    { key: 'search', kind: 'text', label: search, placeholder: search },
    {
      key: 'done',
      kind: 'choice',
      label: t('dialLists.done'),
      isAlways: true,
      options: [false, true].map((value) => ({ value, label: t(value ? 'dialLists.dialled' : 'dialLists.toDial') })),
    },
    {
      key: 'dialState',
      kind: 'choice',
      label: t('dialLists.columns.state'),
      isAlways: true,
      options: dialStates.map((value) => ({ value, label: t(`dialLists.states.${value}`) })),
    },
    {
      key: 'list',
      kind: 'choice',
      label: t('dialLists.columns.listName'),
      isAlways: true,
      load: choose('names', (items) => items.map(({ id, name }) => ({ value: id, label: name }))),
    },
    {
      key: 'category',
      kind: 'choice',
      label: t('dialLists.columns.category'),
      load: choose('categories', (items) =>
        [...new Set(items.map(({ category }) => category).filter(Boolean))].map((value) => ({ value, label: value })),
      ),
    },
    ...(isOwn
      ? []
      : ([
          {
            key: 'agent',
            kind: 'remote',
            isSeveral: true,
            label: t('dialLists.columns.agentName'),
            isAlways: true,
            remote,
          },
          {
            key: 'assigned',
            kind: 'choice',
            label: t('dialLists.assigned'),
            options: [false, true].map((value) => ({ value, label: t(value ? 'dialLists.given' : 'dialLists.free') })),
          },
        ] as const)),
  ];
}
