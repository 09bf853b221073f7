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
const watchWide = watchQuery(wide);
const watchNarrow = watchQuery(narrow);

/** Room for more columns and fields. */
export const useIsWide = (): boolean => useSyncExternalStore(watchWide, () => matchMedia(wide).matches);
/** Too small for three columns. */
export const useIsNarrow = (): boolean => useSyncExternalStore(watchNarrow, () => matchMedia(narrow).matches);
