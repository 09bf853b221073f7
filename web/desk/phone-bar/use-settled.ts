/** Buttons that have just taken the place of others: a click within a moment was meant for what stood there before. */
import { useEffect, useState, type MouseEvent } from 'react';

/** A second click on what was there; a phone that begins to ring is answered sooner, though not sooner than anybody can have seen it. */
const settlesAfterMs = { ringing: 300, other: 1000 } as const;

/**
 * Properties for what holds the buttons of `scene`. Keys go through at once: they name what they do. The first scene of a page is there as soon as it is
 * seen.
 */
export function useSettled(scene: string) {
  const [settled, setSettled] = useState(scene);
  const isSettling = settled !== scene;
  useEffect(() => {
    if (!isSettling) return undefined;
    const timer = setTimeout(() => setSettled(scene), settlesAfterMs[scene === 'ringing' ? 'ringing' : 'other']);
    return () => clearTimeout(timer);
  }, [scene, isSettling]);
  return {
    role: 'group',
    'aria-disabled': isSettling,
    onClickCapture(event: MouseEvent) {
      if (isSettling && event.detail > 0) event.stopPropagation();
    },
  } as const;
}
