import { expect, it } from 'vitest';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { soundTroubleOf, type SoundProblem } from './sound-problem.ts';
import type { SoundTrouble } from './softphone/sound-trouble.ts';
import { liveCall } from './test-call.ts';

interface Seen {
  phase?: LiveCall['phase'];
  isFarSilent?: boolean;
  isOwnSilent?: boolean;
  trouble?: SoundTrouble;
  isDeskPhone?: boolean;
}

it.each<[string, Seen, SoundProblem | null]>([
  ['all is well', {}, null],
  ['nothing comes from the other party', { isFarSilent: true }, 'far-unheard'],
  ['and so nothing arrives here', { isFarSilent: true, trouble: 'nothing-arrives' }, 'far-unheard'],
  ['nothing arrives here alone', { trouble: 'nothing-arrives' }, 'nothing-arrives'],
  ['nothing leaves here', { isOwnSilent: true }, 'own-unheard'],
  ['nothing leaves the desk phone', { isOwnSilent: true, isDeskPhone: true }, 'desk-phone-unheard'],
  ['nothing goes either way', { isOwnSilent: true, isFarSilent: true }, 'own-unheard'],
  ['the system has muted them', { isFarSilent: true, trouble: 'muted-by-system' }, 'muted-by-system'],
  ['they talk while they are muted', { trouble: 'talking-while-muted' }, 'talking-while-muted'],
  ['the other party hears music', { phase: 'held', isFarSilent: true, trouble: 'nothing-arrives' }, null],
  ['it rings', { phase: 'ringing', trouble: 'nothing-arrives' }, null],
])('[A2.1] where %s, that is what is said', (_what, { trouble = null, isDeskPhone = false, ...call }, said) => {
  const media = isDeskPhone ? null : ({ legId: 'a.1', state: 'up' } as const);
  expect(soundTroubleOf(liveCall({ phase: 'talking', ...call }), { trouble, call: media })).toBe(said);
});

it('[A2.1] without a call nothing is said', () => {
  expect(soundTroubleOf(null, { trouble: 'nothing-arrives', call: null })).toBeNull();
});
