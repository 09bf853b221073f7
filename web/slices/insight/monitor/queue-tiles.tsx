/** Queues as tiles: service level against its target, who waits and since when, who is free. A click shows the agents of one. */
import type { BoardQueue } from '@bahu/contract/realtime.ts';
import type { Limits } from '@bahu/domain/monitor/limits.ts';
import { standingOf, type Standing } from '@bahu/domain/queues/service-level.ts';
import { AlertTriangle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../../lib/format.ts';
import { useNow } from '../../../lib/services.tsx';
import { classes } from '../../../ui/marks.tsx';
import type { StateColour } from '../../../ui/theme.ts';
import { levelOf } from './board-lines.ts';
import './monitor.css';

export const standingTones: Readonly<Record<Standing, StateColour>> = {
  met: 'ready',
  near: 'ringing',
  below: 'alarm',
  none: 'away',
};

interface Props {
  queues: readonly BoardQueue[];
  limits: Limits;
  chosen: string | undefined;
  onChoose: (queueId: string) => void;
}

export function QueueTiles({ queues, limits, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <div className="monitor-tiles scroll" role="group" aria-label={t('board.queues')}>
      {queues.map((queue) => (
        <Tile
          key={queue.queueId}
          queue={queue}
          limits={limits}
          isChosen={queue.queueId === chosen}
          onChoose={() => onChoose(queue.queueId)}
        />
      ))}
    </div>
  );
}

interface TileProps {
  queue: BoardQueue;
  limits: Limits;
  isChosen: boolean;
  onChoose: () => void;
}

function Tile({ queue, limits, isChosen, onChoose }: TileProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { name, waiting, callbacks, longestSince, ready, signedIn, target, today } = queue;
  const level = levelOf(queue);
  const standing = standingOf(level, target);
  const tone = standingTones[standing];
  const wait = longestSince === null ? null : secondsSince(longestSince, now);
  const isLong = wait !== null && limits.waiting > 0 && wait >= limits.waiting;
  const rounded = level === null ? null : Math.floor(level);
  return (
    <button
      type="button"
      className={classes('monitor-tile', isChosen && 'is-chosen', (standing === 'below' || isLong) && 'is-alarm')}
      aria-pressed={isChosen}
      title={`${t('board.formula', { ...target })}\n${t('board.callbackDay', { ...today.callbacks })}`}
      onClick={onChoose}
    >
      <span className="monitor-card-line">
        <b className="cut fill">{name}</b>
        {today.callbacks.booked > 0 && (
          <span className="second small whole">{t('board.calledBack', { ...today.callbacks })}</span>
        )}
        {standing !== 'none' && (
          <span className={classes('tag', `tone-${tone}`, standing === 'below' && 'is-solid')}>
            {standing === 'below' && <AlertTriangle size={12} aria-hidden />}
            {t(`board.standing.${standing}`)}
          </span>
        )}
      </span>
      <span className="monitor-figures">
        <Figure label={t('board.levelShort')} tone={standing === 'below' || standing === 'near' ? tone : null}>
          {rounded === null ? '—' : `${rounded}%`}
        </Figure>
        <Figure
          label={[t('board.waiting'), ...(callbacks > 0 ? [t('board.callbacks', { count: callbacks })] : [])].join(
            ' · ',
          )}
          tone={isLong ? 'alarm' : null}
        >
          {waiting}
        </Figure>
        <Figure label={t('board.longest')} tone={isLong ? 'alarm' : null}>
          {wait === null ? '—' : duration(wait)}
        </Figure>
        <Figure label={t('board.free')} tone={null}>
          {ready}
          <span className="monitor-of second">/{signedIn}</span>
        </Figure>
      </span>
      <LevelBar level={level} target={target.percent} tone={tone} />
    </button>
  );
}

function Figure({ label, tone, children }: { label: string; tone: StateColour | null; children: React.ReactNode }) {
  return (
    <span className="column">
      <b className={classes('monitor-figure', tone && `tone-${tone} toned`)}>{children}</b>
      <span className="second small">{label}</span>
    </span>
  );
}

/** A service level, with a mark at its target. */
export function LevelBar({ level, target, tone }: { level: number | null; target: number; tone: StateColour }) {
  return (
    <span className={classes('monitor-bar', `tone-${tone}`)} aria-hidden>
      <i style={{ width: `${level ?? 0}%` }} />
      <u style={{ left: `${target}%` }} />
    </span>
  );
}
