/** What is chosen and typed of a wrap-up code so far, by the keys of its field. */
import type { OpenGroup } from '@bahu/contract/wrap-up-codes.ts';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { entriesOf, entryAt, pickingStart, type Entry } from './picking.ts';

interface Options {
  groups: readonly OpenGroup[];
  isWaiting: boolean;
  onPick: (codeId: string) => void;
  onLeave: (() => void) | undefined;
}

const steps: Readonly<Record<string, -1 | 1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export function usePicking({ groups, isWaiting, onPick, onLeave }: Options) {
  const { i18n } = useTranslation();
  const [picking, setPicking] = useState(pickingStart);
  const [at, setAt] = useState(0);
  const entries = entriesOf(groups, picking, i18n.language);
  const back = (): void => setPicking(pickingStart);
  function pick(entry: Entry | undefined): void {
    if (!entry || isWaiting) return;
    setAt(0);
    setPicking(entry.kind === 'group' ? { groupId: entry.id, text: '' } : pickingStart);
    if (entry.kind === 'code') onPick(entry.id);
  }
  /** Whether the key did something. */
  function takes(key: string): boolean {
    const keyed = picking.text === '' ? entryAt(entries, key) : undefined;
    const step = steps[key];
    if (keyed) pick(keyed);
    else if (key === 'Enter') pick(entries[at]);
    else if (step) setAt(Math.max(0, Math.min(entries.length - 1, at + step)));
    else if (key === 'Backspace' && picking.text === '' && picking.groupId !== null) back();
    else return false;
    return true;
  }
  function leave({ currentTarget }: KeyboardEvent): void {
    const isFirst = picking.groupId === null && picking.text === '';
    back();
    if (!isFirst) return;
    if (currentTarget instanceof HTMLElement) currentTarget.blur();
    onLeave?.();
  }
  return {
    picking,
    entries,
    at,
    pick,
    back,
    write(text: string): void {
      setPicking({ ...picking, text });
      setAt(0);
    },
    press(event: KeyboardEvent): void {
      if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') leave(event);
      else if (!takes(event.key)) return;
      event.preventDefault();
    },
  };
}
