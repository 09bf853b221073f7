/** What of a long list is in view: its size, and how far it is scrolled. */
import { useEffect, useState } from 'react';

export function useView(box: { current: HTMLDivElement | null }): { width: number; height: number; top: number } {
  const [view, setView] = useState({ width: 0, height: 0, top: 0 });
  useEffect(() => {
    const own = box.current!;
    const look = () => setView({ width: own.clientWidth, height: own.clientHeight, top: own.scrollTop });
    const sizes = new ResizeObserver(look);
    sizes.observe(own);
    own.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      own.removeEventListener('scroll', look);
    };
  }, [box]);
  return view;
}
