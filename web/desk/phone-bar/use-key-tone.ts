/** What a key sounds like when it is pressed, unless somebody has switched it off. */
import { useState } from 'react';
import { usePreferences } from '../../lib/preferences.tsx';
import { createKeyTones } from '../softphone/key-tone.ts';

export function useKeyTone(): (key: string) => void {
  const { hasKeyTones, speaker } = usePreferences().preferences;
  const [tones] = useState(createKeyTones);
  return (key) => {
    if (hasKeyTones) tones.play(key, speaker);
  };
}
