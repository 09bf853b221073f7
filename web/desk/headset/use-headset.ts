/** The keys of headsets, in the tab that has the sound. What speaks with them is loaded where there is one. */
import { useEffect, useRef } from 'react';
import type { Act, HeadsetCall } from '@bahu/domain/headset/presses.ts';
import { hidOf, watchDevices, type Hid } from '../../lib/hid.ts';
import { usePhone } from '../phone/phone-context.tsx';
import { isOtherHeld } from '../transfer/steps.ts';
import type { CallActions } from '../use-call-actions.ts';
import type { HeadsetKeys } from './headset-keys.ts';

export function useHeadset(actions: CallActions): void {
  const { isLeader, isMuted } = usePhone().state;
  const { call, isRinging } = actions;
  const now: HeadsetCall = {
    phase: isRinging ? 'ringing' : call ? 'up' : 'none',
    isMuted,
    isHeld: call !== null && isOtherHeld(call),
  };
  const latest = useRef({ actions, now });
  const keys = useRef<HeadsetKeys | null>(null);
  useEffect(() => {
    latest.current = { actions, now };
    keys.current?.show();
  });
  useEffect(() => {
    const hid = hidOf(navigator);
    if (!hid || !isLeader) return undefined;
    let isOver = false;
    const options = {
      hid,
      call: () => latest.current.now,
      act(act: Act) {
        const { answer, hangUp, toggleMute } = latest.current.actions;
        if (act === 'answer') answer();
        else if (act === 'hang-up') hangUp();
        else toggleMute();
      },
      now: () => Date.now(),
    };
    async function begin(own: Hid): Promise<void> {
      if ((await own.getDevices()).length === 0) return;
      const { connectHeadsets } = await import('./headset-keys.ts');
      if (!isOver) keys.current ??= connectHeadsets(options);
    }
    const leave = watchDevices(hid, () => void begin(hid));
    void begin(hid);
    return () => {
      isOver = true;
      leave();
      keys.current?.end();
      keys.current = null;
    };
  }, [isLeader]);
}
