/** Choices that the server looks for: the first that fit what was typed, and the words of those that are chosen already. */
import { keepPreviousData, useQueries, useQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent } from 'react';
import { usePaused } from '../../lib/paused.ts';
import type { Option } from '../form/fields.ts';

/** Where the choices come from. */
export interface Remote {
  /** Under which the answer to a text is kept. */
  keyOf: (text: string) => QueryKey;
  find: (text: string, signal: AbortSignal) => Promise<{ options: readonly Option[]; isMore: boolean }>;
  /** How one that is chosen already is called; what is asked for at once is best asked for together. */
  naming: (value: string) => {
    queryKey: QueryKey;
    queryFn: () => Promise<unknown>;
    staleTime: number;
    select: (answer: unknown) => Option;
  };
  /** By what they are found, for the field in which one types. */
  hint: string;
}

/** Milliseconds for which nobody must have typed. */
const pauseMs = 200;
const oldAfterMs = 30_000;

const dataOf = (answers: readonly UseQueryResult<Option>[]): readonly (Option | undefined)[] =>
  answers.map(({ data }) => data);

/** The choices with these values, with `…` for a name until it is there. */
export function useOptions({ naming }: Pick<Remote, 'naming'>, values: readonly string[]): readonly Option[] {
  const known = useQueries({ queries: values.map(naming), combine: dataOf });
  return values.map((value, index) => known[index] ?? { value, label: '…' });
}

interface Asked {
  remote: Remote;
  values: readonly string[];
  /** Of the values those that stand above what is found while nothing is typed. */
  first: readonly string[];
  isOpen: boolean;
  /** Told of an option that was chosen, or chosen again. */
  onPick: (value: string) => void;
}

/** What a field with a list below it holds and does: letters find, ↑ ↓ move, Enter chooses. */
export function useRemoteList({ remote, values, first, isOpen, onPick }: Asked) {
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const wanted = text.trim();
  const asked = usePaused(wanted, pauseMs);
  const answer = useQuery({
    queryKey: remote.keyOf(asked),
    queryFn: ({ signal }) => remote.find(asked, signal),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: oldAfterMs,
  });
  const above = useOptions(remote, isOpen ? first : []);
  const shown = wanted === '' ? above : [];
  const found = answer.data?.options.filter(({ value }) => !shown.some((one) => one.value === value)) ?? [];
  const options = [...shown, ...found];
  const isSettled = asked === wanted && !answer.isPlaceholderData && !answer.isPending;
  const place = Math.min(at, options.length - 1);
  const active = options[place];
  function write(next: string): void {
    setText(next);
    setAt(0);
  }
  /** Whether the key was meant for the list. */
  function press(event: KeyboardEvent): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isEnter = event.key === 'Enter' && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.nativeEvent.isComposing || (step === undefined && !isEnter)) return false;
    event.preventDefault();
    if (step !== undefined) setAt(Math.max(0, Math.min(options.length - 1, place + step)));
    else if (answer.isError) void answer.refetch();
    // Fast fingers mean what they typed, not whom the letters before had found.
    else if (isSettled && active) onPick(active.value);
    return true;
  }
  return {
    id,
    text,
    write,
    press,
    values,
    options,
    place,
    onPick,
    onPoint: setAt,
    isSettled,
    isMore: isSettled && answer.data?.isMore === true,
    error: answer.error,
    retry: () => void answer.refetch(),
    /** What the field says of the list. */
    field: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': isOpen && active ? `${id}-${place}` : undefined,
      autoComplete: 'off',
      maxLength: 64,
    } as const,
  };
}
export type RemoteListState = ReturnType<typeof useRemoteList>;

/** The values with one more, or without it where it was among them. */
export const toggled = (values: readonly string[], value: string): string[] =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
