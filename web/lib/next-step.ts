/** What the key of the next task does on the page that is shown, where that is more than ending the after-call work: a note is saved first. */
import { useEffect, useRef } from 'react';

const offered: (() => void)[] = [];

/** The latest page that offers one comes first. */
export const nextStep = (): (() => void) | undefined => offered.at(-1);

/** Offers one while the page is there. */
export const useNextStep = (act: () => void, isOffered: boolean): void =>
  useStep(act, isOffered, (step) => offered.push(step));

/** Offers what is done where no page has anything left to do: it stands behind all others. */
export const useLastStep = (act: () => void, isOffered: boolean): void =>
  useStep(act, isOffered, (step) => offered.unshift(step));

function useStep(act: () => void, isOffered: boolean, put: (step: () => void) => void): void {
  const latest = useRef(act);
  const latestPut = useRef(put);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!isOffered) return undefined;
    const step = (): void => latest.current();
    latestPut.current(step);
    return () => void offered.splice(offered.indexOf(step), 1);
  }, [isOffered]);
}
