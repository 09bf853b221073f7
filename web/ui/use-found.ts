/** What the one search finds for what is being typed, wherever that is. */
import { searchKinds, type SearchHits } from '@bahu/contract/search.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { queryKeys } from '../lib/records.ts';
import { useApi } from '../lib/services.tsx';

const each = 5;
const nothing = Object.fromEntries(searchKinds.map((kind) => [kind, []])) as unknown as SearchHits;

export interface Found {
  hits: SearchHits;
  isPending: boolean;
  /** The hits are still those of what was typed before. */
  isOld: boolean;
  error: unknown;
}

/** What fits the text, by kind; nothing while it is empty. */
export function useFound(text: string): Found {
  const api = useApi();
  const wanted = useDeferredValue(text.trim());
  const answer = useQuery({
    queryKey: queryKeys.search(wanted),
    queryFn: ({ signal }) => api.search.find({ query: { text: wanted, limit: each } }, { signal }),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const isTyping = wanted !== text.trim();
  return {
    hits: wanted ? (answer.data ?? nothing) : nothing,
    isPending: answer.isPending || isTyping,
    isOld: answer.isPlaceholderData || isTyping,
    error: answer.error,
  };
}
