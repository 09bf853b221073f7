/** The colour of each word for the quality of sound. */
import type { QualityWord } from '@bahu/domain/voice-quality/mean-opinion.ts';
import type { StateColour } from './theme.ts';

export const qualityTones = {
  good: 'ready',
  fair: 'ringing',
  poor: 'alarm',
} as const satisfies Record<QualityWord, StateColour>;
