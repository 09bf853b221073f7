/** The six figures of a wallboard. */
import type { BoardQueue } from '@bahu/contract/realtime.ts';
import type { Limits } from '@bahu/domain/monitor/limits.ts';
import { standardTarget, standingOf } from '@bahu/domain/queues/service-level.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count, duration, secondsSince } from '../../../lib/format.ts';
import { useNow } from '../../../lib/services.tsx';
import { classes } from '../../../ui/marks.tsx';
import type { StateColour } from '../../../ui/theme.ts';
import type { BoardLine } from './board-lines.ts';
import { standingTones } from './queue-tiles.tsx';
import { sumsOf } from './wall-sums.ts';

interface Props {
  queues: readonly BoardQueue[];
  lines: readonly BoardLine[];
  limits: Limits;
}

export function WallFigures({ queues, lines, limits }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const sums = sumsOf(queues);
  const wait = sums.longestSince === null ? null : secondsSince(sums.longestSince, now);
  const isLong = wait !== null && limits.waiting > 0 && wait >= limits.waiting;
  const standing = standingOf(sums.level, sums.target ?? standardTarget);
  const there = lines.filter(({ group }) => group !== 'offline').length;
  return (
    <div className="wall-figures">
      <Figure
        label={[
          t('board.wall.waiting'),
          ...(sums.callbacks > 0 ? [t('board.callbacks', { count: sums.callbacks })] : []),
        ].join(' · ')}
        tone={isLong ? 'alarm' : null}
        isFilled={isLong}
        hint={wait === null ? t('board.wall.nobodyWaits') : t('board.wall.longestIs', { time: duration(wait) })}
      >
        {sums.waiting}
      </Figure>
      <Figure
        label={t('board.level')}
        tone={sums.target && standing !== 'none' ? standingTones[standing] : null}
        isFilled={sums.target !== null && standing === 'below'}
        unit="%"
        hint={sums.target ? t('board.wall.target', { ...sums.target }) : t('board.wall.targets')}
      >
        {oneDigit(sums.level)}
      </Figure>
      <Figure label={t('board.wall.answerTime')} unit={t('board.wall.seconds')} hint={t('board.wall.answerTimeHint')}>
        {sums.answerSeconds ?? '—'}
      </Figure>
      <Figure
        label={t('board.wall.abandonedRate')}
        unit="%"
        hint={t('board.wall.abandonedIs', { count: sums.abandoned })}
      >
        {oneDigit(sums.abandonedRate)}
      </Figure>
      <Figure label={t('board.wall.answered')} hint={t('board.wall.answeredHint')}>
        {count(sums.answered)}
      </Figure>
      <Figure label={t('board.wall.ready')} hint={t('board.wall.readyOf', { count: there })}>
        {lines.filter(({ group }) => group === 'ready').length}
      </Figure>
    </div>
  );
}

/** Cut off, so that a target that is not reached does not look reached. */
const oneDigit = (value: number | null): string => (value === null ? '—' : (Math.floor(value * 10) / 10).toFixed(1));

interface FigureProps {
  label: string;
  hint: string;
  unit?: string;
  tone?: StateColour | null;
  isFilled?: boolean;
  children: ReactNode;
}

function Figure({ label, hint, unit, tone, isFilled = false, children }: FigureProps) {
  return (
    <div className={classes('wall-figure', tone && `tone-${tone}`, isFilled && 'is-filled')}>
      <span>{label}</span>
      <span className={classes('wall-value', tone && 'toned')}>
        {children}
        {unit && children !== '—' && <small>{unit}</small>}
      </span>
      <span className="cut">{hint}</span>
    </div>
  );
}
