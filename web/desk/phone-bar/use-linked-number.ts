/** Brings the number of a telephone link into the number box; calling it is left to whoever reads it there. */
import { useEffect, useRef } from 'react';
import { useServices } from '../../lib/services.tsx';

export function useLinkedNumber(show: (number: string) => void): void {
  const { linkedNumber } = useServices();
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  });
  useEffect(() => {
    const take = () => {
      const number = linkedNumber.take();
      if (number !== null) latest.current(number);
    };
    take();
    return linkedNumber.watch(take);
  }, [linkedNumber]);
}
