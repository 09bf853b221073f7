/** One agent as a card: who, in which state since when, with whom, today's figures, and in the last line what can be done. */
import type { BoardAgent } from '@bahu/contract/realtime.ts';
import type { Limits } from '@bahu/domain/monitor/limits.ts';
import { overLimit } from '@bahu/domain/monitor/states.ts';
import { qualityWord } from '@bahu/domain/voice-quality/mean-opinion.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../../lib/format.ts';
import { useNow } from '../../../lib/services.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { agentLook } from '../../../ui/agent-look.ts';
import { classes, Tag } from '../../../ui/marks.tsx';
import { qualityTones } from '../../../ui/quality-tones.ts';
import { pauseName } from '../../../ui/pause.tsx';
import type { BoardLine } from './board-lines.ts';
import { cardActs, wantedState, type CardActs } from './use-card-acts.ts';

export interface AgentProps {
  line: BoardLine;
  /** Whether Tab leads to them. */
  isFocused: boolean;
  limits: Limits;
  /** What queues and departments are called, by id. */
  names: ReadonlyMap<string, string>;
  acts: CardActs;
}

export function AgentCard({ line, isFocused, limits, names, acts }: AgentProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { agent } = line;
  const { tone } = agentLook(line.state);
  const over = overLimit(line, limits, now);
  const department = names.get(agent.departmentId ?? '');
  return (
    <div
      className={classes('monitor-card', `tone-${tone}`, over !== null && 'is-over')}
      role="listitem"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys lead from card to card, letters act on the one that has the focus
      tabIndex={isFocused ? 0 : -1}
      data-agent={agent.agentId}
      aria-label={t('board.card', { name: agent.name, extension: agent.extension })}
    >
      <div className="monitor-card-line">
        <span className="cut">
          <b>{agent.name}</b> <span className="second">{agent.extension}</span>
        </span>
        <b className={classes('monitor-time', over ? 'tone-alarm toned' : 'toned')}>
          {duration(secondsSince(line.since, now))}
        </b>
      </div>
      <div className="monitor-card-line is-left">
        <StateWord line={line} />
        {over && <span className="tag is-solid tone-alarm">{t(`board.over.${over.name}`)}</span>}
        {department && <span className="second small cut">{department}</span>}
      </div>
      <div className="monitor-card-line monitor-card-party small">
        <span className="cut">
          <Party line={line} acts={acts} isFocused={isFocused} />
        </span>
        <Sound call={agent.call} />
      </div>
      <div className="monitor-card-line small monitor-card-last">
        <span className="second cut">
          <Doing line={line} names={names} now={now} />
        </span>
        <span className="second whole" title={talkWords(t, agent.today)}>
          {t('board.today', { answered: agent.today.answered, placed: agent.today.placed })}
        </span>
        {line.acts.length > 0 && <Acts line={line} acts={acts} isFocused={isFocused} />}
      </div>
    </div>
  );
}

/** How long somebody has talked today, with callers and with those whom they called. */
export const talkWords = (t: TFunction, { talkInSeconds, talkOutSeconds }: BoardAgent['today']): string =>
  t('board.talk', { in: duration(talkInSeconds), out: duration(talkOutSeconds) });

/** The state in words, or the pause that was chosen. */
export function StateWord({ line: { agent, state } }: { line: BoardLine }) {
  const { t, i18n } = useTranslation();
  const { word, tone } = agentLook(state);
  return <Tag tone={tone}>{agent.pause ? pauseName(agent.pause, i18n.language) : t(`phone.state.${word}`)}</Tag>;
}

/** Whom they have a call with. It leads to the call. */
export function Party({ line, acts, isFocused }: Pick<AgentProps, 'line' | 'acts' | 'isFocused'>) {
  const { t } = useTranslation();
  const { call } = line.agent;
  if (!call)
    return line.group === 'ready' ? (
      <span className="second">{t('board.signedIn', { count: line.agent.queueIds.length })}</span>
    ) : null;
  const text = `${call.name ?? ''} ${call.number || t('phone.line.withheld')}`.trim();
  const address = acts.callAddress(line);
  if (!address) return text;
  return (
    <AppLink to={address} tabIndex={isFocused ? 0 : -1} className="monitor-party">
      {text}
    </AppLink>
  );
}

/** How the call sounds now. */
export function Sound({ call }: Pick<BoardAgent, 'call'>) {
  const { t } = useTranslation();
  if ((call?.mos ?? null) === null) return null;
  const mos = call!.mos!;
  return (
    <span className={classes('whole toned', `tone-${qualityTones[qualityWord(mos)]}`)} title={t('board.mosHint')}>
      {t('board.mos', { mos: mos.toFixed(1) })}
    </span>
  );
}

/** What the call is about, or what is left of the after-call work. */
export function Doing({ line, names, now }: Pick<AgentProps, 'line' | 'names'> & { now: number }) {
  const { t } = useTranslation();
  const { call, wrapUpEndsAt } = line.agent;
  if (line.state === 'wrap-up' && wrapUpEndsAt)
    return t('board.wrapUpLeft', { time: duration((Date.parse(wrapUpEndsAt) - now) / 1000) });
  if (call) {
    const queue = names.get(call.queueId ?? '');
    const direction = t(`calls.direction.${call.direction}`);
    return queue ? `${direction} · ${queue}` : direction;
  }
  return line.group === 'ready' ? t('board.free') : '';
}

/** Shown where the last line stands, while the card has the focus or the pointer. */
export function Acts({ line, acts, isFocused }: Pick<AgentProps, 'line' | 'acts' | 'isFocused'>) {
  const { t } = useTranslation();
  return (
    <span className="monitor-acts" role="group" aria-label={t('board.acts', { name: line.agent.name })}>
      {cardActs
        .filter(({ act }) => line.acts.includes(act))
        .map(({ act, letter }) => (
          <button
            key={act}
            type="button"
            tabIndex={isFocused ? 0 : -1}
            className={classes(act === 'hang-up' && 'is-danger')}
            title={letter}
            aria-keyshortcuts={letter}
            onClick={() => acts.act(act, line)}
          >
            {act === 'state' ? t(`board.set.${wantedState(line)}`) : t(`monitor.acts.${act}`)}
          </button>
        ))}
    </span>
  );
}
