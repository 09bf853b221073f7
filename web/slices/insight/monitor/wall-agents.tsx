/** People on a wallboard: what they do, all together, and who has answered most. */
import { stateGroups } from '@bahu/domain/monitor/states.ts';
import { useTranslation } from 'react-i18next';
import { Dot } from '../../../ui/marks.tsx';
import { groupTones } from './board-filters.tsx';
import { countsOf, type BoardLine } from './board-lines.ts';
import { occupancyOf, rankingOf } from './wall-sums.ts';

const shownGroups = stateGroups.filter((group) => group !== 'offline');
/** As many as fit. */
const most = 8;

export function WallAgents({ lines }: { lines: readonly BoardLine[] }) {
  const { t } = useTranslation();
  const counts = countsOf(lines);
  const occupancy = occupancyOf(lines);
  return (
    <section className="wall-card wall-agents">
      <div className="wall-legend">
        <b>{t('board.wall.agentsIn', { count: lines.length - counts.offline })}</b>
        {shownGroups.map((group) => (
          <span key={group} className={`row tone-${groupTones[group]}`}>
            <Dot tone={groupTones[group]} />
            <span className="second">{t(`board.groups.${group}`)}</span>
            <b className="toned">{counts[group]}</b>
          </span>
        ))}
        <span className="fill" />
        <span className="second">
          {t('board.wall.occupancy')} <b>{occupancy === null ? '—' : `${occupancy}%`}</b>
        </span>
      </div>
      <div className="wall-shares" aria-hidden>
        {shownGroups
          .filter((group) => counts[group] > 0)
          .map((group) => (
            <i key={group} className={`tone-${groupTones[group]}`} style={{ flexGrow: counts[group] }} />
          ))}
      </div>
    </section>
  );
}

export function WallRanking({ lines }: { lines: readonly BoardLine[] }) {
  const { t } = useTranslation();
  return (
    <section className="wall-card wall-ranking">
      <h2>{t('board.wall.ranking')}</h2>
      <ol>
        {rankingOf(lines, most).map(({ agent }, place) => (
          <li key={agent.agentId}>
            <span className="second">{place + 1}</span>
            <span className="cut">
              <b>{agent.name}</b> <small className="second">{agent.extension}</small>
            </span>
            <b>{agent.today.answered}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}
