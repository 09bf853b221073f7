/** How a call ended, as a word with a colour: green done, amber needs a hand, red lost or failed, grey neutral. */
import { callOutcomes, type CallOutcome } from '@bahu/contract/calls.ts';
import { useTranslation } from 'react-i18next';
import { duration } from '../lib/format.ts';
import { Tag } from './marks.tsx';
import type { StateColour } from './theme.ts';

type Direction = 'inbound' | 'outbound' | 'internal';

/** An outcome of the closed list, `failed` for anything else. */
export const outcomeOf = (text: string): CallOutcome => callOutcomes.find((outcome) => outcome === text) ?? 'failed';

/** Colour of an outcome; a call that nobody took is lost when it was inbound and merely unanswered when it was not. */
export function outcomeTone(outcome: CallOutcome, direction: Direction): StateColour | null {
  if (outcome === 'connected') return 'ready';
  if (outcome === 'in-progress') return 'talking';
  if (outcome === 'voicemail' || outcome === 'callback') return 'ringing';
  if (
    ['abandoned-queue', 'abandoned-menu', 'media-server-restarted', 'failed', 'network', 'callback-failed'].includes(
      outcome,
    )
  )
    return 'alarm';
  return direction === 'inbound' ? 'alarm' : null;
}

export function OutcomeTag({
  outcome,
  direction,
  talkSeconds,
}: {
  outcome: string;
  direction: Direction;
  talkSeconds?: number;
}) {
  const { t } = useTranslation();
  const known = outcomeOf(outcome);
  const tone = outcomeTone(known, direction);
  const time = known === 'connected' && talkSeconds !== undefined ? ` ${duration(talkSeconds)}` : '';
  return (
    <Tag {...(tone ? { tone } : {})}>
      {t(`calls.outcome.${known}`)}
      {time}
    </Tag>
  );
}
