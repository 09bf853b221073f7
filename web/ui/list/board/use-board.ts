/** The columns of a board and its cards: counted, fetched by pages, and moved by changing the one field. */
import type { FieldCount } from '@bahu/contract/field-counts.ts';
import { pageLimit } from '@bahu/contract/page.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData, type QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOptions } from '../../../lib/api.ts';
import { failureText, isConflict } from '../../../lib/failure.ts';
import { queryKeys, useHasNews } from '../../../lib/records.ts';
import type { QueryOf, Shape } from '../../../lib/search.ts';
import { columnKey } from '../../fields/field-columns.tsx';
import { fieldName } from '../../fields/form-values.ts';
import { useToasts } from '../../toasts.tsx';
import { useRowChanges, type InlineEditing } from '../inline/editing.ts';
import type { List, PageOf } from '../use-list.ts';
import { boardColumns, filtersOfColumn, type BoardColumn } from './columns.ts';

/** Asks how many records of the list have each value of the field `by`. */
export type CountBy<S extends Shape> = (
  query: Omit<QueryOf<S>, 'sort'> & { by: string },
  options: CallOptions,
) => Promise<{ items: FieldCount[] }>;

export interface BoardOf<R, S extends Shape> {
  readonly list: List<R, S>;
  readonly field: FieldDef;
  readonly editing: InlineEditing<R>;
  readonly countBy: CountBy<S>;
}

const countsKey = <R, S extends Shape>({ list, field }: BoardOf<R, S>): QueryKey =>
  queryKeys.list(list.records, { of: list.name, by: field.key, ...list.filter });
const cardsKey = <R, S extends Shape>({ list, field }: BoardOf<R, S>, code: string): QueryKey =>
  queryKeys.list(list.records, { of: list.name, board: field.key, code, ...list.query });

/** Heads do not jump with every change of anybody: they are counted again a moment later. */
const recountMs = 2000;

export function useBoardColumns<R, S extends Shape>(board: BoardOf<R, S>) {
  const { list, field, countBy } = board;
  const queryKey = countsKey(board);
  const counts = useQuery({
    queryKey,
    queryFn: ({ signal }) => countBy({ ...list.filter, by: field.key }, { signal }),
  });
  const isOld = useHasNews(queryKey);
  const { refetch } = counts;
  useEffect(() => {
    if (!isOld) return undefined;
    const timer = setTimeout(() => void refetch(), recountMs);
    return () => clearTimeout(timer);
  }, [isOld, refetch]);
  const { fields } = list.query as { fields?: string };
  return { counts, columns: boardColumns(field, fields, counts.data?.items) };
}

/** The cards of a column; `hasNews` when others have brought or taken some that are not shown here yet. */
export function useCards<R, S extends Shape>(board: BoardOf<R, S>, { code, count }: BoardColumn) {
  const { list, field } = board;
  const { fields } = list.query as { fields?: string };
  const filters = { fields: filtersOfColumn(fields, field, code) };
  const answer = useInfiniteQuery({
    queryKey: cardsKey(board, code),
    queryFn: ({ pageParam, signal }) =>
      list.fetch(
        { ...list.query, ...filters, limit: pageLimit.standard, ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = answer.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = answer.data?.pages.at(-1)?.total;
  const hasNews = total !== undefined && count?.isExact === true && total !== count.count && !answer.isFetching;
  return { answer, rows, hasNews };
}

type Cards<R> = InfiniteData<PageOf<R>, string | null>;
interface Counts {
  items: FieldCount[];
}

/** Moves a card at once; what the server refuses goes back with the reason. `onReturn` is told before it does. */
export function useMove<R, S extends Shape>(board: BoardOf<R, S>, onReturn: (row: R) => void) {
  const { field, editing } = board;
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t, i18n } = useTranslation();
  const { put, undoOf } = useRowChanges(editing);
  const shift = useShift(board);
  const name = fieldName(field);
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const valueOf = (code: string): string | null => (code === '' ? null : code);
  const wordOf = ({ option }: BoardColumn): string => option?.labels[language] ?? t('ui.board.none');

  return async function move(row: R, from: BoardColumn, to: BoardColumn): Promise<void> {
    if (from.code === to.code) return;
    const why = editing.whyNot(row, columnKey(field)) ?? (to.isTarget ? null : t('ui.board.noTarget'));
    if (why !== null) return toasts.failed(why);
    shift(row, from.code, to.code);
    try {
      const after = await editing.change(row, { [name]: valueOf(to.code) });
      put(after);
      const undo = undoOf(name, valueOf(from.code), after, (undone) => {
        shift(undone, to.code, from.code);
        put(undone);
      });
      toasts.done(t('ui.board.moved', { name: editing.nameOf(row), to: wordOf(to) }), undo);
    } catch (error) {
      onReturn(row);
      shift(row, to.code, from.code);
      const isOld = isConflict(error);
      const why = isOld ? t('ui.board.changed') : failureText(t, error);
      toasts.failed(t('ui.board.refused', { name: editing.nameOf(row), why }));
      if (isOld) void queries.invalidateQueries({ queryKey: [editing.records, 'list'] });
    }
  };
}

/** Shows a card in another column, first of its cards, and counts it there. */
function useShift<R, S extends Shape>(board: BoardOf<R, S>) {
  const { editing } = board;
  const queries = useQueryClient();
  return (row: R, from: string, to: string): void => {
    const id = editing.keyOf(row);
    const isOther = (one: R): boolean => editing.keyOf(one) !== id;
    const change = (code: string, step: 1 | -1): void => {
      const queryKey = cardsKey(board, code);
      // What is on its way does not know of the move.
      void queries.cancelQueries({ queryKey });
      queries.setQueryData<Cards<R>>(queryKey, (cards) => cards && shifted(cards, isOther, step > 0 ? row : null));
      queries.setQueryData<Counts>(
        countsKey(board),
        (counts) =>
          counts && { items: counts.items.map((one) => (one.code === code && one.isExact ? counted(one, step) : one)) },
      );
    };
    change(from, -1);
    change(to, 1);
  };
}

const counted = (count: FieldCount, step: 1 | -1): FieldCount => ({ ...count, count: Math.max(0, count.count + step) });

const shifted = <R>({ pages, ...rest }: Cards<R>, isOther: (row: R) => boolean, added: R | null): Cards<R> => ({
  ...rest,
  pages: pages.map((page, index) => ({
    ...page,
    total: Math.max(0, page.total + (added ? 1 : -1)),
    items: [...(added && index === 0 ? [added] : []), ...page.items.filter(isOther)],
  })),
});
