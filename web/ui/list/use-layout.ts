/** How the reader has arranged a list: columns, row height, views. Kept by the server, so it follows the person. */
import type { ListLayout, lists } from '@bahu/contract/views.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { usePreferences } from '../../lib/preferences.tsx';
import { queryKeys } from '../../lib/records.ts';
import { useApi } from '../../lib/services.tsx';
import { useToasts } from '../toasts.tsx';

type ListName = (typeof lists)[number];
type Arrangement = Pick<ListLayout, 'columns' | 'density'>;
const standard: ListLayout = { columns: null, density: 'compact', views: [] };

/** `isReady` as soon as the layout is known, or known to be out of reach. */
export function useLayout(name: ListName): {
  layout: ListLayout;
  isReady: boolean;
  arrange: (part: Partial<Arrangement>) => void;
} {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  const queryKey = queryKeys.layout(name);
  const answer = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.views.get({ params: { list: name } }, { signal }),
    staleTime: Infinity,
  });
  const kept = answer.data ?? standard;
  const keep = useMutation({
    mutationFn: (body: Arrangement) => api.views.arrange({ params: { list: name }, body }),
    scope: { id: `layout ${name}` },
    onError(error) {
      toasts.failed(failureText(t, error));
      void queries.invalidateQueries({ queryKey });
    },
  });
  return {
    layout: preferences.density === 'comfortable' ? { ...kept, density: 'comfortable' } : kept,
    isReady: !answer.isPending,
    arrange(part) {
      const { columns, density } = { ...kept, ...part };
      // Asked for here, the denser rows are meant here whatever was said for all lists.
      if (part.density === 'compact') change({ density: 'compact' });
      queries.setQueryData(queryKey, { ...kept, columns, density });
      keep.mutate({ columns, density });
    },
  };
}
