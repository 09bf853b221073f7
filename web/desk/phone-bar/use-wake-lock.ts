/** Keeps the screen on during a call: a telephone that dims puts the page to sleep. */
import { useEffect } from 'react';
import { usePhone } from '../phone/phone-context.tsx';
import { holdWhileSeen } from '../wake-lock.ts';

export function useWakeLock(): void {
  const { isLeader, call } = usePhone().state;
  const isWanted = isLeader && call !== null;
  useEffect(() => {
    // Absent on pages that the browser does not trust, and in some browsers, whatever its types say.
    const locks = navigator.wakeLock as WakeLock | undefined;
    return isWanted && locks ? holdWhileSeen(document, () => locks.request('screen')) : undefined;
  }, [isWanted]);
}
