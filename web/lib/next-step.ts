/** What the key of the next task does on the page that is shown, where that is more than ending the after-call work: a note is saved first. */
import { useEffect, useRef } from 'react';

const offered: (() => void)[] = [];

/** The latest page that offers one comes first. */
export const nextStep = (): (() => void) | undefined => offered.at(-1);

/** Offers one while the page is there. */
export function useNextStep(act: () => void, isOffered: boolean): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!isOffered) return undefined;
    const step = (): void => latest.current();
    offered.push(step);
    return () => void offered.splice(offered.indexOf(step), 1);
  }, [isOffered]);
}
