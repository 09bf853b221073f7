/** State of a page that outlives leaving its tab, but not a reload: the page of a list, how far it was scrolled. */
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useServices } from './services.tsx';

/** Like useState; `key` names what is kept, and another key starts with its own value. */
export function useKept<T>(key: string, initial: T): [T, (next: T) => void] {
  const { memory } = useServices();
  const recall = () => (memory.has(key) ? (memory.get(key) as T) : initial);
  const [held, setHeld] = useState({ key, value: recall() });
  const value = held.key === key ? held.value : recall();
  const keep = useCallback(
    (next: T) => {
      memory.set(key, next);
      setHeld({ key, value: next });
    },
    [key, memory],
  );
  return [value, keep];
}

/** Puts a scrolled element back to where it was; `isReady` once its content is there. */
export function useKeptScroll<E extends HTMLElement>(key: string, isReady: boolean): RefObject<E | null> {
  const { memory } = useServices();
  const element = useRef<E>(null);
  useEffect(() => {
    const own = element.current;
    if (!own || !isReady) return undefined;
    const kept = memory.get(`scroll ${key}`);
    own.scrollTop = typeof kept === 'number' ? kept : 0;
    const remember = () => void memory.set(`scroll ${key}`, own.scrollTop);
    own.addEventListener('scroll', remember, { passive: true });
    return () => own.removeEventListener('scroll', remember);
  }, [isReady, key, memory]);
  return element;
}
