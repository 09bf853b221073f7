/**
 * Keys that are pressed in a page of another system never reach the desk, nor does anybody learn of them. So the bar above it says whose the keyboard is, and
 * a call that comes takes it back: then its keys work at once.
 */
import type { DeskState } from '@bahu/contract/realtime.ts';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTopic } from '../../lib/services.tsx';

/** `returned`: a call has taken it back, and nobody has gone anywhere since. */
export type KeyboardPlace = 'desk' | 'page' | 'returned';

/** @param home takes the focus without doing anything by keys itself */
export function useKeysBack(
  frame: RefObject<HTMLIFrameElement | null>,
  home: RefObject<HTMLElement | null>,
): KeyboardPlace {
  const [place, setPlace] = useState<KeyboardPlace>('desk');
  useEffect(() => {
    const moved = (): void => {
      const focused = document.activeElement;
      setPlace((before) => {
        if (focused !== null && focused === frame.current) return 'page';
        return before === 'returned' && focused === home.current ? 'returned' : 'desk';
      });
    };
    // Of the focus within the frame the window learns that it has lost its own, and nothing more.
    const events = [
      [document, 'focusin'],
      [window, 'blur'],
      [window, 'focus'],
    ] as const;
    for (const [target, name] of events) target.addEventListener(name, moved);
    return () => {
      for (const [target, name] of events) target.removeEventListener(name, moved);
    };
  }, [frame, home]);

  const desk = useTopic('desk') ?? null;
  const known = useRef(callsOf(desk));
  useEffect(() => {
    const calls = callsOf(desk);
    const isNew = calls.some((call) => !known.current.includes(call));
    known.current = calls;
    if (!isNew || document.activeElement !== frame.current || !frame.current) return;
    home.current?.focus({ preventScroll: true });
    // Behind what the window tells on the way there.
    setPlace('returned');
  }, [desk, frame, home]);
  return place;
}

/** The calls that the reader has, or that ring at them. */
const callsOf = (desk: DeskState | null): string[] =>
  [desk?.call, desk?.second].flatMap((call) => (call && call.phase !== 'ended' ? [call.callId] : []));
