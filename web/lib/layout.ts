/** Widths at which the layout changes; the same as in the style sheets. */
import { useSyncExternalStore } from 'react';

function watchQuery(query: string) {
  return (listener: () => void): (() => void) => {
    const list = matchMedia(query);
    list.addEventListener('change', listener);
    return () => list.removeEventListener('change', listener);
  };
}

const wide = '(width >= 1600px)';
const narrow = '(width < 1280px)';
const handheld = '(width < 640px)';
const watchWide = watchQuery(wide);
const watchNarrow = watchQuery(narrow);
const watchHandheld = watchQuery(handheld);

/** Room for more columns and fields. */
export const useIsWide = (): boolean => useSyncExternalStore(watchWide, () => matchMedia(wide).matches);
/** Too small for three columns. */
export const useIsNarrow = (): boolean => useSyncExternalStore(watchNarrow, () => matchMedia(narrow).matches);
/** A telephone in the hand: one column, reached by a thumb. */
export const useIsHandheld = (): boolean => useSyncExternalStore(watchHandheld, () => matchMedia(handheld).matches);
