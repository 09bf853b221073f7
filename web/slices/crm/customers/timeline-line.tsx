/** One entry of the timeline: when, what kind, and what it says. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime, dayWord, fullTime } from '../../../lib/format.ts';
import { useServices } from '../../../lib/services.tsx';
import { classes } from '../../../ui/marks.tsx';

interface Props {
  at: string;
  icon: ReactNode;
  isLive?: boolean;
  children: ReactNode;
}

export function Line({ at, icon, isLive, children }: Props) {
  const { clock } = useServices();
  const { t } = useTranslation();
  const today = t('app.time.today', { time: '' }).trim();
  return (
    <li className="timeline-item">
      <time className="timeline-time" dateTime={at} title={fullTime(at)}>
        <b>{dayWord(at, clock.now(), today)}</b>
        {clockTime(at)}
      </time>
      <div className="timeline-axis">
        <span className={classes(isLive && 'is-live')}>{icon}</span>
      </div>
      <div className="timeline-body">{children}</div>
    </li>
  );
}
