/** Choices of which none is ever asked for, where a test needs some. */
import type { Remote } from './remote.ts';

export const nobody: Remote = {
  keyOf: (text) => [text],
  find: async () => ({ options: [], isMore: false }),
  naming: (value) => ({
    queryKey: [value],
    queryFn: async () => value,
    staleTime: 0,
    select: () => ({ value, label: value }),
  }),
  hint: '',
};
