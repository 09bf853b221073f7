/** A whole list page: views and buttons, filters, table, bulk bar, pager; an editor or details docked beside it. */
import { pageLimit } from '@bahu/contract/page.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { Button } from 'antd';
import { Columns3, RefreshCw } from 'lucide-react';
import { lazy, memo, Suspense, useDeferredValue, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartOf } from '../../lib/address.ts';
import type { CallOptions } from '../../lib/api.ts';
import { count } from '../../lib/format.ts';
import { useKeptScroll } from '../../lib/kept.ts';
import { useIsHandheld } from '../../lib/layout.ts';
import { filtersOf, type QueryOf, type Shape } from '../../lib/search.ts';
import { Loaded, Notice } from '../list-state.tsx';
import { Pager } from '../pager.tsx';
import { PanelButton } from '../panel-popover.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { DataTable, type TableProps } from './data-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { Filter } from './filters.ts';
import type { CountBy } from './board/use-board.ts';
import type { InlineEditing } from './inline/editing.ts';
import type { Selection } from './selection.ts';
import type { SideNode, SideTree } from './tree-side.tsx';
import type { List, Listed } from './use-list.ts';
import type { Placing } from './use-placing.tsx';
import { ViewTabs } from './view-tabs.tsx';
import './list-page.css';

const ColumnChooser = lazy(() => import('./column-chooser.tsx'));
const CardList = lazy(() => import('./card-list.tsx')) as unknown as typeof import('./card-list.tsx').default;
const TreeSide = lazy(() => import('./tree-side.tsx'));
const Board = lazy(() => import('./board/board.tsx')) as unknown as typeof import('./board/board.tsx').default;
const ViewSwitch = lazy(() => import('./view-switch.tsx'));

interface Props<R, S extends Shape> {
  list: List<R, S>;
  /** The records in words: 客户. Heads the table and the failure. */
  what: string;
  /** How they are counted: 位, 通. */
  unit: string;
  filters?: readonly Filter<keyof S & string>[];
  /** Buttons at the right of the views: 导入, 导出, 添加. */
  actions?: ReactNode;
  /** What can be done with selected rows; without it rows have no boxes. */
  bulk?: (selection: Selection<QueryOf<S>>, count: number) => ReactNode;
  onOpen?: (row: R) => void;
  /** Present when cells can be changed in place. */
  editing?: InlineEditing<R>;
  /** Present when people put the rows into their order. */
  placing?: Placing<R> | undefined;
  /** Asks how many records have each value of a field: the list can be shown as a board then, and its cells be changed. */
  countBy?: CountBy<S>;
  empty: { title: string; hint?: string; action?: ReactNode };
  /** Said below 没有符合条件的… when a search found nothing. */
  searchHint?: string;
  aside?: ReactNode;
  /** How many rows each department has: the departments stand beside the list, which has a filter `department` then. */
  departments?: (options: CallOptions) => Promise<{ items: readonly SideNode[] }>;
  /** Below the filters: what is said of the whole query. */
  summary?: ReactNode;
  /** Beside the count of a column of a board, by its code. */
  laneNote?: (code: string) => ReactNode;
  /** In the hand its rows are cards. */
  hasCards?: true;
  /** Further trees beside the list, before that of the departments. */
  trees?: readonly SideTree[];
}

export function ListPage<R extends Listed, const S extends Shape>(props: Props<R, S>) {
  const { list, what, filters = [], aside } = props;
  const { answer, search, board, change } = list;
  // A click on a filter is answered by the filter, with the next picture. What stands around follows behind it.
  const rest = useDeferredValue(props);
  const scroll = useKeptScroll<HTMLDivElement>(list.name, answer.isSuccess);
  const plain = search as Plain;
  return (
    <div className="list-page">
      <Trees of={rest} />
      <div className="list-page-list">
        <h1 className="unseen">{what}</h1>
        <ViewBar of={rest} />
        <div className="filter-line">
          <FilterBar
            filters={filters}
            search={plain}
            onChange={change as (part: Plain) => void}
            onClear={() => clearFilters(list)}
          />
          {list.hasNews && answer.isSuccess && !board && <NewsButton onClick={list.refresh} />}
          <span className="fill" />
          <ListTools of={rest} />
        </div>
        {props.summary}
        <div ref={scroll} className="scroll fill list-page-rows">
          {board ? <BoardBody {...props} field={board} /> : <RowsBody {...props} />}
        </div>
        {!board && <Foot of={rest} />}
      </div>
      <Aside>{aside}</Aside>
    </div>
  );
}

type Plain = Readonly<Record<string, string | boolean | undefined>>;
/** A part of the page that is drawn anew when it is given another page, and not whenever the page is. */
type Part = <R extends Listed, const S extends Shape>(props: { of: Props<R, S> }) => ReactNode;

const ViewBar = memo(<R extends Listed, S extends Shape>({ of: { list, actions } }: { of: Props<R, S> }) => (
  <div className="view-bar">
    <ViewTabs list={list.name} views={list.layout.views} search={list.search} onShow={list.show} />
    <div className="row whole">{actions}</div>
  </div>
)) as Part;

const Foot = memo(<R extends Listed, S extends Shape>({ of: { list, bulk, unit } }: { of: Props<R, S> }) => {
  const { data } = list.answer;
  return (
    <>
      {bulk && list.selectedCount > 0 && (
        <BulkBar
          selected={list.selected}
          onSelect={list.setSelected}
          total={data?.total ?? 0}
          isExact={data?.totalIsExact ?? true}
          unit={unit}
        >
          {bulk(list.selection, list.selectedCount)}
        </BulkBar>
      )}
      <Pager pages={list.pages} onChange={list.setPages} pageSize={pageLimit.standard} page={data} unit={unit} />
    </>
  );
}) as Part;

/** A board stays one. */
const clearFilters = <R, S extends Shape>({ board, show }: List<R, S>): void => show(board ? { board: board.key } : {});

function BoardBody<R, const S extends Shape>({ field, editing, countBy, ...page }: Props<R, S> & { field: FieldDef }) {
  if (!editing || !countBy) return null;
  return (
    <Suspense fallback={null}>
      <Board
        {...page}
        onOpen={page.onOpen}
        field={field}
        editing={editing}
        countBy={countBy}
        nothing={<Nothing {...page} />}
      />
    </Suspense>
  );
}

function RowsBody<R extends Listed, const S extends Shape>(props: Props<R, S>) {
  const { list, what, bulk, onOpen, editing, placing, hasCards = false } = props;
  const isHandheld = useIsHandheld();
  const plain = list.search as Plain;
  return (
    <Loaded answer={list.answer} what={what} rows={14}>
      {({ items }) =>
        items.length > 0 ? (
          <Rows
            isOfCards={hasCards && isHandheld}
            label={what}
            columns={list.shown}
            rows={placing?.rows ?? items}
            placing={placing}
            openKey={plain['open'] as string | undefined}
            density={list.layout.density}
            sort={list.sort}
            onSort={(sort) => list.change({ sort } as unknown as PartOf<S>)}
            onOpen={onOpen}
            editing={editing}
            {...(bulk ? { selected: list.selected, onSelect: list.setSelected } : {})}
          />
        ) : (
          <Nothing {...props} />
        )
      }
    </Loaded>
  );
}

/** In the place of records where there are none: because of the filters, or none at all. */
function Nothing<R, S extends Shape>({
  list,
  what,
  empty,
  searchHint,
}: Pick<Props<R, S>, 'list' | 'what' | 'empty' | 'searchHint'>) {
  if (Object.keys(filtersOf(list.search)).length === 0)
    return <Notice title={empty.title} hint={empty.hint} action={empty.action} />;
  const hint = (list.search as Plain)['search'] !== undefined ? searchHint : undefined;
  return <NothingFound what={what} hint={hint} onClear={() => clearFilters(list)} />;
}

const Trees = memo(<R extends Listed, S extends Shape>({ of }: { of: Props<R, S> }) => {
  const { t } = useTranslation();
  const { list, unit, departments, trees = [] } = of;
  const all = [
    ...trees,
    ...(departments
      ? [
          {
            key: 'departments',
            title: t('ui.departments.title'),
            load: async (options: CallOptions) => (await departments(options)).items,
            chosen: (list.search as { department?: string }).department,
            onChoose: (department: string | undefined) => list.change({ department } as unknown as PartOf<S>),
          },
        ]
      : []),
  ];
  if (all.length === 0) return null;
  return (
    <Suspense fallback={<div className="tree-side" />}>
      <TreeSide records={list.records} trees={all} unit={unit} />
    </Suspense>
  );
}) as Part;

type RowsProps<R> = TableProps<R> & { isOfCards: boolean };
const DrawnRows = memo(<R extends Listed>({ of: { isOfCards, ...of } }: { of: RowsProps<R> }) =>
  isOfCards ? (
    <Suspense fallback={null}>
      <CardList {...of} />
    </Suspense>
  ) : (
    <DataTable {...of} />
  ),
) as <R extends Listed>(props: { of: RowsProps<R> }) => ReactNode;

/** A click is answered by the next picture: fifty rows are drawn anew behind it, in pieces that a further click may interrupt. */
function Rows<R extends Listed>(props: RowsProps<R>) {
  return <DrawnRows of={useDeferredValue(props)} />;
}

/** The place of an editor is there at once, its many fields a moment later. */
function Aside({ children }: { children: ReactNode }) {
  const drawn = useDeferredValue(children, null);
  return children && !drawn ? <aside className="docked entity-editor" aria-busy /> : drawn;
}

function NothingFound({ what, hint, onClear }: { what: string; hint: string | undefined; onClear: () => void }) {
  const { t } = useTranslation();
  const clear = (
    <Button size="small" onClick={onClear}>
      {t('app.list.clear')}
    </Button>
  );
  return <Notice title={t('ui.table.nothing', { what })} hint={hint ?? t('ui.table.nothingHint')} action={clear} />;
}

/** How many there are, and the columns. */
const ListTools = memo(function ListTools<R, S extends Shape>({ of: { list, unit } }: { of: Props<R, S> }) {
  const { t } = useTranslation();
  const { data } = list.answer;
  const { arrange, layout } = list;
  const chooser = (
    <Suspense fallback={null}>
      <ColumnChooser
        columns={list.columns}
        shown={list.shown.filter(({ fixed }) => fixed === undefined).map(({ key }) => key)}
        density={layout.density}
        onColumns={(columns) => arrange({ columns })}
        onDensity={(density) => arrange({ density })}
      />
    </Suspense>
  );
  return (
    <div className="row whole list-tools">
      {data && (
        <span className="hint whole" role="status">
          {t(data.totalIsExact ? 'ui.table.total' : 'ui.table.totalAbout', { total: count(data.total), unit })}
        </span>
      )}
      {list.boards.length > 0 && (
        <Suspense fallback={null}>
          <ViewSwitch
            boards={list.boards}
            board={list.board}
            onChoose={(board) => list.change({ board } as unknown as PartOf<S>)}
          />
        </Suspense>
      )}
      <PanelButton icon={Columns3} label={t('ui.columns.title')} panel={() => chooser} />
    </div>
  );
}) as Part;

/** A list does not change under the pointer: it says that there is news. */
function NewsButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      size="small"
      type="text"
      className="news-button"
      icon={<RefreshCw size={14} aria-hidden />}
      onClick={onClick}
    >
      {t('app.list.newRows')}
    </Button>
  );
}
