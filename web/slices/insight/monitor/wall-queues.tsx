/** Queues on a wallboard, those that need somebody first. */
import type { BoardQueue } from '@bahu/contract/realtime.ts';
import type { Limits } from '@bahu/domain/monitor/limits.ts';
import { standingOf } from '@bahu/domain/queues/service-level.ts';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../../lib/format.ts';
import { useNow } from '../../../lib/services.tsx';
import { classes, Dot } from '../../../ui/marks.tsx';
import { levelOf } from './board-lines.ts';
import { LevelBar, standingTones } from './queue-tiles.tsx';

/** As many as fit. */
const most = 8;

export function WallQueues({ queues, limits }: { queues: readonly BoardQueue[]; limits: Limits }) {
  const { t } = useTranslation();
  const now = useNow();
  const shown = queues.length <= most ? queues : urgentFirst(queues).slice(0, most);
  return (
    <section className="wall-card wall-queues">
      <table style={{ '--rows': shown.length } as CSSProperties}>
        <thead>
          <tr>
            <th>{t('board.wall.queue')}</th>
            <th>{t('board.waiting')}</th>
            <th>{t('board.longest')}</th>
            <th colSpan={2}>{t('board.wall.levelMark')}</th>
            <th>{t('board.wall.abandonedRate')}</th>
            <th>{t('board.wall.agents')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((queue) => (
            <Line key={queue.queueId} queue={queue} limits={limits} now={now} />
          ))}
        </tbody>
      </table>
      {queues.length > most && <p className="second">{t('board.wall.more', { count: queues.length - most })}</p>}
    </section>
  );
}

/** Who waits longest, then who is furthest below the target. */
const urgentFirst = (queues: readonly BoardQueue[]): BoardQueue[] =>
  queues.toSorted(
    (a, b) => (a.longestSince ?? '9').localeCompare(b.longestSince ?? '9') || (levelOf(a) ?? 101) - (levelOf(b) ?? 101),
  );

function Line({ queue, limits, now }: { queue: BoardQueue; limits: Limits; now: number }) {
  const { t } = useTranslation();
  const { name, waiting, callbacks, longestSince, ready, signedIn, target, today } = queue;
  const level = levelOf(queue);
  const standing = standingOf(level, target);
  const tone = standingTones[standing];
  const wait = longestSince === null ? null : secondsSince(longestSince, now);
  const isLong = wait !== null && limits.waiting > 0 && wait >= limits.waiting;
  const all = today.answered + today.abandoned;
  const alarm = classes(isLong && 'tone-alarm toned');
  const levelTone = standing === 'below' || standing === 'near' ? `tone-${tone} toned` : '';
  return (
    <tr>
      <td>
        <span className="row">
          <Dot tone={isLong ? 'alarm' : tone} />
          <b className="cut">{name}</b>
        </span>
      </td>
      <td className={alarm}>
        <b>{waiting}</b>
        {callbacks > 0 && <span className="second small column">{t('board.callbacks', { count: callbacks })}</span>}
      </td>
      <td className={alarm}>{wait === null ? '—' : duration(wait)}</td>
      <td className={levelTone}>
        <b>{level === null ? '—' : `${Math.floor(level)}%`}</b>
      </td>
      <td>
        <LevelBar level={level} target={target.percent} tone={tone} />
      </td>
      <td className="second">{all === 0 ? '—' : `${((today.abandoned / all) * 100).toFixed(1)}%`}</td>
      <td className="second">
        {ready} / {signedIn}
      </td>
    </tr>
  );
}
