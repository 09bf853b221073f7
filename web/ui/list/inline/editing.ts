/** How the cells of a list are changed in place: by the controls and the routes of the record's form. */
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useMe } from '../../../lib/session.tsx';
import type { Field } from '../../form/fields.ts';
import type { FormSchema } from '../../form/rules.ts';
import { useToasts } from '../../toasts.tsx';
import type { PageOf } from '../use-list.ts';
import type { Obstacle } from './obstacle.ts';

/** What a form holds, by the names of its fields. */
export type CellValues = Record<string, unknown>;

export interface InlineEditing<R> {
  /** The plural of the records, as in `queryKeys`. */
  readonly records: string;
  readonly keyOf: (row: R) => string;
  readonly nameOf: (row: R) => string;
  /** Of the request that changes a record. */
  readonly schema: FormSchema;
  /** Why the cell of a column cannot be changed in place, in words; null when it can. */
  readonly whyNot: (row: R, column: string) => string | null;
  /** What the form asks for in a cell that can be changed. */
  readonly fieldOf: (row: R, column: string) => Field<CellValues>;
  /** What the form of the row holds. */
  readonly valuesOf: (row: R) => CellValues;
  /** Sends what was changed, with the version of the row. */
  readonly change: (row: R, changes: CellValues) => Promise<R>;
  readonly get: (row: R) => Promise<R>;
  /** Whether the value that a field had can be written again: not one of which the reader saw a part. */
  readonly canUndo: (field: string) => boolean;
}

/** What stands in the way of a change, in words. `needs`: the permission that would let the reader; `fixed`: what the form says of the field. */
export function useObstacleWords(needs: string): (obstacle: Obstacle, fixed?: string) => string {
  const { t } = useTranslation();
  const { status } = useMe().tenant;
  return useCallback(
    (obstacle, fixed = '') => {
      if (obstacle === 'fixed') return fixed;
      if (obstacle !== 'read-only') return t(`ui.inline.${obstacle}`);
      return status === 'active' ? t('ui.form.readOnly', { permission: needs }) : t(`errors.tenant.${status}`);
    },
    [t, status, needs],
  );
}

type Shown<R> = PageOf<R> | InfiniteData<PageOf<R>> | undefined;

/** The page, or the pages, with the row as it is now. */
function withRow<R>(data: Shown<R>, id: string, { keyOf }: InlineEditing<R>, row: R): Shown<R> {
  if (!data) return data;
  const replaced = (page: PageOf<R>): PageOf<R> =>
    page.items?.some((one) => keyOf(one) === id)
      ? { ...page, items: page.items.map((one) => (keyOf(one) === id ? row : one)) }
      : page;
  return 'pages' in data ? { ...data, pages: data.pages.map(replaced) } : replaced(data);
}

export interface RowChanges<R> {
  /** Shows a changed row wherever the lists have it, until they are fetched again. */
  put(row: R): void;
  /** Writes the value that a field had before; undefined where that cannot be offered. */
  undoOf(field: string, before: unknown, after: R, onUndone?: (row: R) => void): (() => void) | undefined;
}

export function useRowChanges<R>(editing: InlineEditing<R>): RowChanges<R> {
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  function put(row: R): void {
    const id = editing.keyOf(row);
    queries.setQueriesData<Shown<R>>({ queryKey: [editing.records, 'list'] }, (data) =>
      withRow(data, id, editing, row),
    );
    queries.setQueryData(queryKeys.one(editing.records, id), row);
  }
  return {
    put,
    undoOf(field, before, after, onUndone = put) {
      if (!editing.canUndo(field)) return undefined;
      return () =>
        void editing
          .change(after, { [field]: before })
          .then(onUndone, (error: unknown) => toasts.failed(failureText(t, error)));
    },
  };
}
