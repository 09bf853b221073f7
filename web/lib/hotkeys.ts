/** Keyboard shortcuts: "F2", "Alt+M", "Alt+3", "Ctrl+K", "Ctrl+Shift+T", "Alt+ArrowLeft", "?". */
import { isStroke } from '@bahu/domain/hot-keys/combination.ts';
import { useEffect, useRef } from 'react';

/** Whether keys typed into this element are text. */
export function isTextField(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLTextAreaElement) return true;
  return (
    element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range', 'submit'].includes(element.type)
  );
}

/** Runs `act` on the combination wherever the focus is; a single character counts only outside of text fields, an empty one never. */
export function useHotkey(combination: string, act: () => void, isEnabled = true): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!isEnabled || combination === '') return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.repeat || !isStroke(combination, event)) return;
      if ([...combination].length === 1 && isTextField(document.activeElement)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [combination, isEnabled]);
}
