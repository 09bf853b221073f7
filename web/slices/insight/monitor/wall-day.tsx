/** The course of the day on a wallboard: calls that came to the queues by half hours, and those of them that were abandoned. */
import { monitorRoutes } from '@bahu/contract/monitor.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { barsOf, clockOf, scaleOf } from './day-bars.ts';

const againMs = 60_000;
/** Half hours between two marks below the bars. */
const marked = 4;

export function WallDay({ queues }: { queues: string | undefined }) {
  const { t } = useTranslation();
  const monitor = useClient(monitorRoutes);
  const { data } = useQuery({
    queryKey: ['monitor', 'calls-of-day', queues ?? ''],
    queryFn: ({ signal }) => monitor.callsOfDay({ query: queues === undefined ? {} : { queues } }, { signal }),
    refetchInterval: againMs,
    placeholderData: keepPreviousData,
  });
  const halfHours = data?.halfHours ?? [];
  const bars = barsOf(halfHours);
  const scale = scaleOf(halfHours);
  const share = (value: number): string => `${(value / scale) * 100}%`;
  const [calls, abandoned] = (['calls', 'abandoned'] as const).map((name) =>
    halfHours.reduce((sum, one) => sum + one[name], 0),
  );
  return (
    <section className="wall-card wall-day">
      <div className="wall-legend">
        <h2>{t('board.wall.day')}</h2>
        <span className="fill" />
        <span className="row tone-talking">
          <i className="wall-key" /> {t('board.wall.calls')} <b>{calls}</b>
        </span>
        <span className="row tone-alarm">
          <i className="wall-key" /> {t('board.wall.abandoned')} <b>{abandoned}</b>
        </span>
      </div>
      <div className="wall-bars" aria-hidden>
        <span className="wall-scale second">{scale}</span>
        {bars.map((one) => (
          <span key={one.at} className="wall-bar">
            <i className="tone-talking" style={{ height: share(one.calls) }}>
              {one.abandoned > 0 && (
                <i className="tone-alarm" style={{ height: `${(one.abandoned / one.calls) * 100}%` }} />
              )}
            </i>
            {one.at % marked === 0 && <small className="second">{clockOf(one.at)}</small>}
          </span>
        ))}
      </div>
    </section>
  );
}
