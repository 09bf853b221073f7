/** The address of the shown page: its parts, and what it carries by its shape. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { readSearch, type SearchOf, type Shape } from './search.ts';

export type PartOf<S extends Shape> = { [K in keyof S]?: SearchOf<S>[K] | undefined };

export interface Address<S extends Shape> {
  readonly search: SearchOf<S>;
  /** Changes parts of the address; undefined takes one away. */
  readonly change: (part: PartOf<S>) => void;
  /** Replaces the filters by those of a view, or by none. */
  readonly show: (search: Record<string, string | number | boolean>) => void;
}

export function useAddress<const S extends Shape>(shape: S): Address<S> {
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const go = useCallback(
    (next: (before: Record<string, unknown>) => Record<string, unknown>) =>
      void navigate({
        to: '.',
        search: ((before: Record<string, unknown>) => readSearch(shape, next(before))) as never,
      }),
    [navigate, shape],
  );
  const change = useCallback((part: PartOf<S>) => go((before) => ({ ...before, ...part })), [go]);
  const show = useCallback(
    (search: Record<string, string | number | boolean>) =>
      go(({ open, sort }) => ({ ...search, open, sort: search['sort'] ?? sort })),
    [go],
  );
  return { search: readSearch(shape, raw), change, show };
}

/** What stands in the `$name` part of the address. */
export function useAddressPart(name: string): string {
  const parts: Record<string, string | undefined> = useParams({ strict: false });
  return parts[name] ?? '';
}
