/** What was typed and not saved: kept in this browser tab until it is saved or given up. */
import { useCallback, useState } from 'react';
import { forgetAttempt, moveAttempt } from './attempts.ts';
import { keptInTab } from './storage.ts';

export interface Draft<T extends object> {
  /** Only what differs from the saved state. */
  readonly values: Partial<T>;
  /** When it was last kept, epoch milliseconds; null when it changes nothing. */
  readonly keptAt: number | null;
  change(part: Partial<T>): void;
  clear(): void;
  /** Puts back what was cleared. */
  restore(values: Partial<T>): void;
}

interface Kept<T> {
  values: Partial<T>;
  keptAt: number | null;
}

function read<T>(key: string): Kept<T> {
  const kept = keptInTab.read(key);
  const isDraft = typeof kept === 'object' && kept !== null && 'values' in kept && typeof kept.values === 'object';
  return isDraft ? (kept as Kept<T>) : { values: {}, keptAt: null };
}

/** A draft of what is `saved`, under a name of its own, e.g. `customer 0189…`. */
export function useDraft<T extends object>(name: string, saved: Readonly<T>): Draft<T> {
  const key = `draft ${name}`;
  const [held, setHeld] = useState({ key, kept: read<T>(key) });
  const kept = held.key === key ? held.kept : read<T>(key);

  const clear = useCallback(() => {
    keptInTab.remove(key);
    forgetAttempt(name);
    setHeld({ key, kept: { values: {}, keptAt: null } });
  }, [key, name]);
  function change(part: Partial<T>): void {
    const values = changed(saved, read<T>(key).values, part);
    if (Object.keys(values).length === 0) return clear();
    const next = { values, keptAt: Date.now() };
    keptInTab.write(key, next);
    setHeld({ key, kept: next });
  }
  return { values: kept.values, keptAt: kept.keptAt, change, clear, restore: change };
}

/** A draft after a change: what is as saved, or is so again, is none of it. */
export const changed = <T extends object>(saved: Readonly<T>, before: Partial<T>, part: Partial<T>): Partial<T> =>
  differences(saved, { ...before, ...part });

/** The values of a draft that really differ from what is saved. */
export function differences<T extends object>(saved: Readonly<T>, draft: Partial<T>): Partial<T> {
  const changed = Object.entries(draft).filter(
    ([name, value]) => value !== undefined && !isSame(saved[name as keyof T], value),
  );
  return Object.fromEntries(changed) as Partial<T>;
}

/** Lists and small objects count by what they hold. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other));

/** Takes a draft along when what it is about gets its own name, e.g. an unknown caller who becomes a customer. */
export function moveDraft(from: string, to: string): void {
  moveAttempt(from, to);
  const kept = keptInTab.read(`draft ${from}`);
  if (kept === null) return;
  keptInTab.write(`draft ${to}`, kept);
  keptInTab.remove(`draft ${from}`);
}

/** What the draft of a form is called: by the id of its record, of what a new one is about, or as the only new one. */
export const draftName = (form: string, id: string | null | undefined): string => `${form} ${id ?? 'new'}`;

/** The form of a note on a customer or a call. Its draft goes with what the call becomes. */
export const noteForm = 'follow-up';
export const noteDraft = (id: string | null | undefined): string => draftName(noteForm, id);

/** The drafts of a page about a customer or a call, by its id. */
export const draftsOf = (id: string): readonly string[] => [noteDraft(id), draftName('customer', id)];
export const hasDraft = (name: string): boolean => keptInTab.read(`draft ${name}`) !== null;
