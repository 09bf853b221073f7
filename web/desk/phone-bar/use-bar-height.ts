/** How high the phone bar is now, for what must not lie over it: in the hand it grows with a call. */
import { useEffect, type RefObject } from 'react';

export function useBarHeight(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(([entry]) =>
      style.setProperty('--phone-bar-height', `${Math.ceil(entry?.borderBoxSize[0]?.blockSize ?? 0)}px`),
    );
    if (bar.current) observer.observe(bar.current, { box: 'border-box' });
    return () => {
      observer.disconnect();
      style.removeProperty('--phone-bar-height');
    };
  }, [bar]);
}
