/** 需要关注: what is over its limit or below its target, each with the one act that helps. */
import type { BoardQueue } from '@bahu/contract/realtime.ts';
import { attentionOf, type Attention } from '@bahu/domain/monitor/attention.ts';
import type { Limits } from '@bahu/domain/monitor/limits.ts';
import { AlertTriangle, SlidersHorizontal } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../../lib/format.ts';
import { useNow } from '../../../lib/services.tsx';
import { Dot } from '../../../ui/marks.tsx';
import { levelOf, type BoardLine } from './board-lines.ts';
import { StateDialog } from './state-dialog.tsx';
import { useSupervision } from './use-supervision.ts';

const LimitsDialog = lazy(() => import('./limits-dialog.tsx'));

/** More than anybody can attend to. */
const most = 50;

interface Props {
  lines: readonly BoardLine[];
  queues: readonly BoardQueue[];
  limits: Limits;
  maySetLimits: boolean;
  onQueue: (queueId: string) => void;
  onAgent: (line: BoardLine) => void;
}

export function AttentionList({ lines, queues, limits, maySetLimits, onQueue, onAgent }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const [isSetting, setIsSetting] = useState(false);
  const [readied, setReadied] = useState<BoardLine | null>(null);
  const { supervise, remind } = useSupervision();
  const found = useAttention(lines, queues, limits, now);
  const act = (line: BoardLine, one: Attention): void => {
    const what = 'act' in one ? one.act : null;
    if (what === 'remind' && 'agentId' in one) remind(line.agent, { about: one.kind, seconds: one.seconds });
    else if (what === 'listen') supervise(line.agent, 'listen');
    else if (what === 'set-ready') setReadied(line);
    else onAgent(line);
  };
  return (
    <section className="card column fill monitor-attention" aria-label={t('board.attention')}>
      <div className="section-head">
        <AlertTriangle size={15} aria-hidden className={found.length > 0 ? 'tone-alarm toned' : 'hint'} />
        <h2>
          {t('board.attention')} {found.length > 0 && found.length}
        </h2>
        <span className="fill" />
        {maySetLimits && (
          <button type="button" className="link row row-tight" onClick={() => setIsSetting(true)}>
            <SlidersHorizontal size={14} aria-hidden />
            {t('board.limits.short')}
          </button>
        )}
      </div>
      {found.length === 0 && <p className="second small monitor-calm">{t('board.calm')}</p>}
      <ul className="scroll fill">
        {found.slice(0, most).map((one) => {
          const line = 'agentId' in one ? lines.find(({ agent }) => agent.agentId === one.agentId) : undefined;
          const queue = 'queueId' in one ? queues.find(({ queueId }) => queueId === one.queueId) : undefined;
          const of = line ? `${line.agent.name} ${line.agent.extension}` : (queue?.name ?? '');
          return (
            <li key={`${one.kind} ${of}`} className="monitor-attention-line">
              <Dot tone={one.kind === 'near' ? 'ringing' : 'alarm'} />
              <span className="column">
                <span className="cut">{whatOf(one)}</span>
                <span className="second small">{limitOf(one)}</span>
              </span>
              <button
                type="button"
                className="link small"
                onClick={() => (line ? act(line, one) : queue && onQueue(queue.queueId))}
              >
                {t(`board.do.${'act' in one ? (one.act ?? 'look') : 'agents'}`)}
                <span className="unseen"> {of}</span>
              </button>
            </li>
          );

          function whatOf(it: Attention): string {
            return 'level' in it
              ? t('board.isLevel', { of, level: Math.floor(it.level) })
              : t(`board.is.${it.kind}`, { of, time: duration(it.seconds) });
          }
          function limitOf(it: Attention): string {
            return 'level' in it
              ? t('board.targetOf', { percent: it.target.percent })
              : t('board.limitOf', { time: duration(it.limit) });
          }
        })}
        {found.length > most && (
          <li className="second small monitor-calm">{t('board.more', { count: found.length - most })}</li>
        )}
      </ul>
      {readied && <StateDialog agent={readied.agent} state="ready" onClose={() => setReadied(null)} />}
      {isSetting && (
        <Suspense fallback={null}>
          <LimitsDialog limits={limits} onClose={() => setIsSetting(false)} />
        </Suspense>
      )}
    </section>
  );
}

const useAttention = (
  lines: readonly BoardLine[],
  queues: readonly BoardQueue[],
  limits: Limits,
  now: number,
): Attention[] =>
  attentionOf(
    lines.map(({ agent, state, since, acts }) => ({ agentId: agent.agentId, state, since, acts })),
    queues.map((queue) => ({
      queueId: queue.queueId,
      longestSince: queue.longestSince === null ? null : Date.parse(queue.longestSince),
      level: levelOf(queue),
      target: queue.target,
    })),
    limits,
    now,
  );
