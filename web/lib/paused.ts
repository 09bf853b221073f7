/** A text once nobody has typed for a moment: who types is not asked about at every letter. */
import { useEffect, useState } from 'react';

export function usePaused(text: string, ms: number): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return paused;
}
