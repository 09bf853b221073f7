/** One agent as a row of a list. */
import { overLimit } from '@bahu/domain/monitor/states.ts';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../../lib/format.ts';
import { useNow } from '../../../lib/services.tsx';
import { agentLook } from '../../../ui/agent-look.ts';
import { classes, Dot } from '../../../ui/marks.tsx';
import { Acts, Doing, Party, Sound, StateWord, talkWords, type AgentProps } from './agent-card.tsx';

export function AgentRow({ line, isFocused, limits, names, acts, style }: AgentProps & { style: CSSProperties }) {
  const { t } = useTranslation();
  const now = useNow();
  const { agent } = line;
  const { answered, placed, talkInSeconds, talkOutSeconds } = agent.today;
  const over = overLimit(line, limits, now);
  const isOffline = line.group === 'offline';
  return (
    <div
      className="monitor-row"
      style={style}
      role="listitem"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys lead from row to row, letters act on the one that has the focus
      tabIndex={isFocused ? 0 : -1}
      data-agent={agent.agentId}
      aria-label={t('board.card', { name: agent.name, extension: agent.extension })}
    >
      <Dot tone={agentLook(line.state).tone} isHollow={isOffline} />
      <span className="cut">
        <b>{agent.name}</b> <span className="second">{agent.extension}</span>
      </span>
      <span className="second cut">{names.get(agent.departmentId ?? '')}</span>
      <span className="cut">
        <StateWord line={line} />
      </span>
      <span className={classes('right monitor-time', over && 'tone-alarm toned')}>
        {isOffline ? '' : duration(secondsSince(line.since, now))}
      </span>
      <span className="row small">
        {over && <span className="tag tone-alarm">{t(`board.over.${over.name}`)}</span>}
        <span className="cut">
          <Party line={line} acts={acts} isFocused={isFocused} />
        </span>
        <span className="second cut">
          <Doing line={line} names={names} now={now} />
        </span>
        <Sound call={agent.call} />
      </span>
      <span className="second whole small">{t('board.today', { answered, placed })}</span>
      <span className="second right small" title={talkWords(t, agent.today)}>
        {duration(talkInSeconds + talkOutSeconds)}
      </span>
      {line.acts.length > 0 && <Acts line={line} acts={acts} isFocused={isFocused} />}
    </div>
  );
}
