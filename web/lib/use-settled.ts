/** What is being typed, as soon as it has rested: what is asked of the server about it is asked once. */
import { useEffect, useState } from 'react';

export function useSettled(text: string, restMs: number): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [restMs, text]);
  return rested;
}
