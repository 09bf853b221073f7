/** Has what shows numbers and their batches fetched again. */
import { useQueryClient } from '@tanstack/react-query';

export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const plural of ['dial-numbers', 'dial-lists']) void queries.invalidateQueries({ queryKey: [plural] });
  };
}
