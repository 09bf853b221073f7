/** Keeps what has happened in the call that is up; a page that is loaded anew begins anew. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { useState } from 'react';
import { useServices } from '../../lib/services.tsx';
import { stepsBetween, type StoryStep } from './story.ts';

interface Kept {
  call: LiveCall | null;
  steps: readonly StoryStep[];
}

/** As many as the panel has room for. */
const maxSteps = 20;

export function useStory(call: LiveCall | null): readonly StoryStep[] {
  const { clock } = useServices();
  const [kept, setKept] = useState<Kept>({ call, steps: [] });
  if (kept.call !== call) {
    const isSame = kept.call?.callId === call?.callId;
    const found = call ? stepsBetween(kept.call, call, clock.now()) : [];
    setKept({ call, steps: isSame ? [...kept.steps, ...found].slice(-maxSteps) : [] });
  }
  return kept.steps;
}
