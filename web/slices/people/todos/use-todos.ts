/** One's own reminders: those not read yet, what becomes due today, reading one and putting one off. Changes come by realtime. */
import { todoLimits, todoRoutes, type Todo, type TodoKind } from '@bahu/contract/todos.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { dayStart } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useClient, useServices, useSlices } from '../../../lib/services.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { recordAddress, type WebPage } from '../../../lib/web-slice.ts';
import { useToasts } from '../../../ui/toasts.tsx';
import { recordOf } from './todo-record.ts';

const asked = 100;
/** What expires while nobody looks leaves the count with the next question. */
const againMs = 5 * 60_000;

export function useTodos() {
  const todos = useClient(todoRoutes);
  const { clock } = useServices();
  return useQuery({
    queryKey: queryKeys.todos,
    queryFn: ({ signal }) => {
      const until = new Date(dayStart(clock.now(), -1)).toISOString();
      return todos.list({ query: { limit: asked, until } }, { signal });
    },
    refetchInterval: againMs,
    // Also where nobody looks: what is due after midnight is not known before, and is said by a tab behind others too.
    refetchIntervalInBackground: true,
  });
}

/** What is due between two moments, in epoch milliseconds. */
export function useCalendar(from: number, until: number) {
  const todos = useClient(todoRoutes);
  return useQuery({
    queryKey: [...queryKeys.todos, 'calendar', from, until],
    queryFn: ({ signal }) => {
      const [begin, end] = [from, until].map((moment) => new Date(moment).toISOString()) as [string, string];
      return todos.calendar({ query: { from: begin, until: end } }, { signal });
    },
  });
}

/** Asks again at the moment when the next one becomes due. */
export function useDueTimes(next: Todo | undefined): void {
  const queries = useQueryClient();
  const { clock } = useServices();
  const at = next?.at;
  useEffect(() => {
    if (at === undefined) return undefined;
    const timer = setTimeout(
      () => void queries.invalidateQueries({ queryKey: queryKeys.todos }),
      Math.max(0, Date.parse(at) - clock.now()) + 500,
    );
    return () => clearTimeout(timer);
  }, [at, clock, queries]);
}

/** Notes that the reader has read one; what shows it is fetched again. */
export function useMarkRead(kind: TodoKind): (id: string) => void {
  const markRead = useMarkOneRead();
  return (id) => markRead({ kind, id });
}

function useMarkOneRead(): (todo: Pick<Todo, 'kind' | 'id'>) => void {
  const todos = useClient(todoRoutes);
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ kind, id }: Pick<Todo, 'kind' | 'id'>) => todos.read({ params: { kind, id } }),
    onSettled: (_reply, _error, { kind }) => {
      void queries.invalidateQueries({ queryKey: queryKeys.todos });
      void queries.invalidateQueries({ queryKey: [`${kind}s`] });
    },
  });
  return mutate;
}

/** Leads to the customer of a reminder, else to its record; what is due is settled by being done, not by being looked at. */
export function useOpenTodo(): (todo: Todo) => void {
  const { show } = useTabActions();
  const slices = useSlices();
  const markRead = useMarkOneRead();
  return useCallback(
    (todo) => {
      if (!todo.isTimed) markRead(todo);
      const page = pageOfTodo(slices, todo);
      if (page) show(recordAddress(page, recordOf(todo).id));
    },
    [markRead, show, slices],
  );
}

export const pageOfTodo = (slices: ReturnType<typeof useSlices>, todo: Todo): WebPage | undefined =>
  slices.flatMap(({ pages = [] }) => pages).find(({ record }) => record === recordOf(todo).record);

/** A screen that nobody looks at leaves it for so long to another one to say what is due. */
const hiddenWaitsMs = 3000;

/** Of these, those that no other screen of the reader says. */
export function useFirstToSay(): (items: readonly Todo[]) => Promise<readonly Todo[]> {
  const todos = useClient(todoRoutes);
  return useCallback(
    async (items) => {
      if (document.visibilityState === 'hidden') await new Promise((go) => void setTimeout(go, hiddenWaitsMs));
      const [asked, rest] = [items.slice(0, todoLimits.notices), items.slice(todoLimits.notices)];
      const body = { items: asked.map(({ kind: record, id, at }) => ({ record, id, at })) };
      // Rather twice than never.
      const first = await todos.notices({ body }).then(
        (reply) => reply.first,
        () => body.items,
      );
      return [...asked.filter((one) => first.some(({ record, id }) => record === one.kind && id === one.id)), ...rest];
    },
    [todos],
  );
}

/** Gives one another time, in epoch milliseconds. */
export function useMove(): (todo: Pick<Todo, 'kind' | 'id'>, at: number) => void {
  const todos = useClient(todoRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const { mutate } = useMutation({
    mutationFn: ({ kind, id, at }: Pick<Todo, 'kind' | 'id'> & { at: number }) =>
      todos.move({ params: { kind, id }, body: { at: new Date(at).toISOString() } }),
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled: (_reply, _error, { kind }) => {
      void queries.invalidateQueries({ queryKey: queryKeys.todos });
      void queries.invalidateQueries({ queryKey: [`${kind}s`] });
    },
  });
  return useCallback(({ kind, id }, at) => mutate({ kind, id, at }), [mutate]);
}
