/** Whether somebody types: then nothing takes the focus or the page from them. */
import { useEffect, useRef } from 'react';
import { isTextField } from './hotkeys.ts';

/** Somebody who stopped this long ago only left the cursor in a field. */
const typingMs = 5000;

export function useIsTyping(): () => boolean {
  const last = useRef(-typingMs);
  useEffect(() => {
    const note = () => {
      last.current = performance.now();
    };
    document.addEventListener('input', note, true);
    return () => document.removeEventListener('input', note, true);
  }, []);
  return () => holdsFocus(document.activeElement, performance.now() - last.current);
}

/** Whether somebody is busy in a field: they have typed lately, or change a cell of a list, where they also choose without typing. */
export const holdsFocus = (active: Element | null, msSinceInput: number): boolean =>
  active !== null && ((isTextField(active) && msSinceInput < typingMs) || active.closest('.cell-editor') !== null);
