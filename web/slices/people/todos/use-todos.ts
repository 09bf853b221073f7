/** One's own reminders: those not read yet, and reading one. Changes come by realtime. */
import { todoRoutes, type TodoKind } from '@bahu/contract/todos.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../../../lib/records.ts';
import { useClient } from '../../../lib/services.tsx';

const shown = 10;
/** What expires while nobody looks leaves the count with the next question. */
const againMs = 5 * 60_000;

export function useTodos() {
  const todos = useClient(todoRoutes);
  return useQuery({
    queryKey: queryKeys.todos,
    queryFn: ({ signal }) => todos.list({ query: { limit: shown } }, { signal }),
    refetchInterval: againMs,
  });
}

/** Notes that the reader has read one; what shows it is fetched again. */
export function useMarkRead(kind: TodoKind): (id: string) => void {
  const todos = useClient(todoRoutes);
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (id: string) => todos.read({ params: { kind, id } }),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: queryKeys.todos });
      void queries.invalidateQueries({ queryKey: [`${kind}s`] });
    },
  });
  return mutate;
}
