/** Rings while a call rings: in the tab that has the sound, as loud as was chosen. */
import { useEffect, useState } from 'react';
import { usePreferences } from '../../lib/preferences.tsx';
import { useTopic } from '../../lib/services.tsx';
import { usePhone } from '../phone/phone-context.tsx';
import { createRingTone } from '../softphone/ring-tone.ts';

export function useRing(): void {
  const { ringVolume, isRingMuted, ringer } = usePreferences().preferences;
  const { isLeader, isTakenOver } = usePhone().state;
  const phase = useTopic('desk')?.call?.phase;
  const [tone] = useState(createRingTone);
  const isRinging = phase === 'ringing' && isLeader && !isTakenOver && !isRingMuted;
  useEffect(() => tone.adjust(ringVolume, ringer), [tone, ringVolume, ringer]);
  useEffect(() => {
    if (!isRinging) return undefined;
    tone.start();
    return () => tone.stop();
  }, [tone, isRinging]);
}
