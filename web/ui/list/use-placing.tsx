/** Rows of a list that people put into an order: by dragging, and by keys on the grip before the first cell. They move at once. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { GripVertical } from 'lucide-react';
import { useState, type HTMLAttributes, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { classes } from '../marks.tsx';
import { useToasts } from '../toasts.tsx';
import { useReorder } from '../use-reorder.tsx';
import { moved } from './arrangement.ts';
import type { Listed } from './use-list.ts';
import '../grip.css';

/** Of a row. */
export interface PlacedLine {
  readonly props: HTMLAttributes<HTMLTableRowElement>;
  readonly grip: ReactNode;
}
export interface Placing<R> {
  /** In the order that was asked for last, while it is being stored. */
  readonly rows: readonly R[];
  lineOf(row: R): PlacedLine;
  /** What is said when one moves. */
  readonly announcement: ReactNode;
}
interface Options<R> {
  /** Of the page that is shown. */
  rows: readonly R[];
  /** The plural of the record, as in `queryKeys`. */
  records: string;
  nameOf: (row: R) => string;
  /** Puts one where another one stands; those between move by one. */
  place: (id: string, at: string) => Promise<unknown>;
}
interface Move {
  id: string;
  at: string;
  order: readonly string[];
}

export function usePlacing<R extends Listed>({ rows: stored, records, nameOf, place }: Options<R>): Placing<R> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const toasts = useToasts();
  // What is told of earlier steps meanwhile must not take the later ones back.
  const [asked, setAsked] = useState<readonly string[] | null>(null);
  const moving = useMutation({
    mutationFn: ({ id, at }: Move) => place(id, at),
    // One after the other, as they were asked for.
    scope: { id: `order of ${records}` },
    onError: (error) => toasts.failed(failureText(t, error)),
    async onSettled(_reply, _error, { order }) {
      await queries.invalidateQueries({ queryKey: [records] });
      setAsked((last) => (last === order ? null : last));
    },
  });
  const rows = inAskedOrder(stored, asked);
  const ids = rows.map(({ id }) => id);
  const put = (id: string, at: string): void => {
    const order = moved(ids, id, ids.indexOf(at));
    setAsked(order);
    moving.mutate({ id, at, order });
  };
  const reorder = useReorder({
    onDrop: put,
    onStep: (id, step) => put(id, ids[ids.indexOf(id) + step]!),
  });
  return {
    rows,
    announcement: reorder.announcement,
    lineOf: (row) => ({
      props: {
        ...reorder.lineOf(row.id),
        className: classes(
          reorder.dragged === row.id && 'is-dragged',
          reorder.over === row.id && reorder.dragged !== row.id && 'is-over',
        ),
      },
      grip: (
        <button
          type="button"
          className="grip"
          {...reorder.gripOf({
            id: row.id,
            name: nameOf(row),
            place: ids.indexOf(row.id) + 1,
            count: ids.length,
          })}
        >
          <GripVertical size={14} aria-hidden />
        </button>
      ),
    }),
  };
}

const inAskedOrder = <R extends Listed>(rows: readonly R[], asked: readonly string[] | null): readonly R[] =>
  asked && rows.every(({ id }) => asked.includes(id))
    ? rows.toSorted((a, b) => asked.indexOf(a.id) - asked.indexOf(b.id))
    : rows;
