/** Which way the sound of a call does not go, by what the server counts and what this browser sees of its own end. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import type { SoftphoneState } from './softphone/softphone.ts';
import type { SoundTrouble } from './softphone/sound-trouble.ts';

/** `far-unheard`: nothing comes from the other party; `own-unheard`: nothing comes from this browser; `desk-phone-unheard`: nothing from the desk phone. */
export type SoundProblem = 'far-unheard' | 'own-unheard' | 'desk-phone-unheard' | SoundTrouble;

/** Phases in which sound goes both ways. */
const both: readonly LiveCall['phase'][] = ['talking', 'conference'];

/** The most telling one: what the agent can mend at once comes first, and nothing arrives here while nothing comes from the other party. */
export function soundTroubleOf(
  call: Pick<LiveCall, 'phase' | 'isFarSilent' | 'isOwnSilent' | 'supervising'> | null,
  { trouble, call: media }: Pick<SoftphoneState, 'trouble' | 'call'>,
): SoundProblem | null {
  if (!call || call.supervising || !both.includes(call.phase)) return null;
  const own = media ? 'own-unheard' : 'desk-phone-unheard';
  if (trouble && trouble !== 'nothing-arrives') return trouble;
  if (call.isOwnSilent) return own;
  if (call.isFarSilent) return 'far-unheard';
  return media ? trouble : null;
}
