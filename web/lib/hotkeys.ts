/** Keyboard shortcuts: "F2", "Alt+M", "Alt+3", "Ctrl+K", "Ctrl+Shift+T", "Alt+ArrowLeft", "?". */
import { useEffect, useRef } from 'react';

interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey?: boolean;
}

/**
 * Whether a key event is the combination. Letters and digits go by their place on the keyboard, so Alt+M works where Alt
 * makes another character.
 */
export function isStroke(combination: string, stroke: Stroke): boolean {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const wantsAlt = parts.includes('Alt');
  const wantsCtrl = parts.includes('Ctrl');
  if (parts.includes('Shift') && !stroke.shiftKey) return false;
  if (stroke.altKey !== wantsAlt || (stroke.ctrlKey || stroke.metaKey) !== wantsCtrl) return false;
  if (/^[A-Z]$/.test(key)) return stroke.code === `Key${key}` || stroke.key.toUpperCase() === key;
  return stroke.key === key || (wantsAlt && stroke.code === `Digit${key}`);
}

/** Whether keys typed into this element are text. */
export function isTextField(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLTextAreaElement) return true;
  return (
    element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range', 'submit'].includes(element.type)
  );
}

/** Runs `act` on the combination wherever the focus is; a single character counts only outside of text fields. */
export function useHotkey(combination: string, act: () => void, isEnabled = true): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!isEnabled) return undefined;
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
