/** One import, watched while the server works on it, and the steps that its owner can take. */
import { importRoutes, type Import, type importStates } from '@bahu/contract/imports.ts';
import type { Input } from '@bahu/contract/route.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useApi, useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export type Mapping = Input<typeof importRoutes.map>['body'];
export type Choices = NonNullable<Mapping['choices']>;
export type TableChoice = Input<typeof importRoutes.table>['body'];
type State = (typeof importStates)[number];
const watchMs = 1000;

export const isAtWork = (state: State): boolean =>
  state === 'reading' || state === 'checking' || state === 'applying' || state === 'undoing';

/** Steps as the head of the page counts them: file, columns, preview, import, result. */
export const steps = ['file', 'columns', 'preview', 'apply', 'result'] as const;
const stepOfState: Readonly<Record<State, (typeof steps)[number]>> = {
  reading: 'file',
  mapping: 'columns',
  checking: 'preview',
  ready: 'preview',
  applying: 'apply',
  applied: 'result',
  undoing: 'result',
  undone: 'result',
  cancelled: 'result',
  failed: 'result',
};
/** The step of an import; whoever went back to the columns stays there until they are checked again. */
export const stepOf = (state: State, isBack: boolean): (typeof steps)[number] =>
  isBack && state === 'ready' ? 'columns' : stepOfState[state];

/** What the head of the page shows: of an import that did not come to its end the step at which it stood. */
export function shownStep(
  found: Pick<Import, 'state' | 'columns' | 'counts'>,
  isBack: boolean,
): (typeof steps)[number] {
  if (found.state !== 'failed' && found.state !== 'cancelled') return stepOf(found.state, isBack);
  if (found.columns.length === 0) return 'file';
  return found.counts === null ? 'columns' : found.state === 'failed' ? 'apply' : 'preview';
}

export function useImport(id: string) {
  const imports = useClient(importRoutes);
  return useQuery({
    queryKey: queryKeys.one('imports', id),
    queryFn: ({ signal }) => imports.get({ params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data.state) ? watchMs : false),
  });
}

/** Progress of the step that runs. */
export function useStepJob({ jobId, state }: Pick<Import, 'jobId' | 'state'>) {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.one('jobs', jobId),
    queryFn: ({ signal }) => api.jobs.get({ params: { id: jobId } }, { signal }),
    refetchInterval: isAtWork(state) ? watchMs : false,
  });
}

export function useImportActions(id: string) {
  const imports = useClient(importRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const settle = {
    onSuccess(after: Import) {
      queries.setQueryData(queryKeys.one('imports', id), after);
      void queries.invalidateQueries({ queryKey: ['imports', 'rows', id] });
      void queries.invalidateQueries({ queryKey: ['jobs'] });
    },
    onError(error: unknown) {
      toasts.failed(failureText(t, error));
      void queries.invalidateQueries({ queryKey: queryKeys.one('imports', id) });
    },
  };
  const params = { id };
  return {
    table: useMutation({ mutationFn: (body: TableChoice) => imports.table({ params, body }), ...settle }),
    map: useMutation({ mutationFn: (body: Mapping) => imports.map({ params, body }), ...settle }),
    apply: useMutation({ mutationFn: () => imports.apply({ params }), ...settle }),
    cancel: useMutation({ mutationFn: () => imports.cancel({ params }), ...settle }),
    undo: useMutation({ mutationFn: () => imports.undo({ params }), ...settle }),
  };
}
