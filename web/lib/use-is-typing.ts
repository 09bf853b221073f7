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
  return () => isTextField(document.activeElement) && performance.now() - last.current < typingMs;
}
