/** Agents as cards, those who are away as rows below them, or all as rows. Of a thousand only those in view are drawn. */
import type { BoardSetup } from '@bahu/contract/monitor.ts';
import type { BoardQueue } from '@bahu/contract/realtime.ts';
import type { Limits } from '@bahu/domain/monitor/limits.ts';
import { lazy, Suspense, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../../../ui/virtual/use-view.ts';
import { offsetsOf, rowsInView } from '../../../ui/virtual/view-window.ts';
import { AgentCard } from './agent-card.tsx';
import { AgentRow } from './agent-row.tsx';
import type { BoardLine } from './board-lines.ts';
import { arranged, rowOf, stepFrom } from './card-rows.ts';
import { StateDialog } from './state-dialog.tsx';
import { useCardActs, type Asked } from './use-card-acts.ts';
import { useSupervision } from './use-supervision.ts';

const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));

interface Props {
  lines: readonly BoardLine[];
  isCards: boolean;
  limits: Limits;
  queues: readonly BoardQueue[];
  setup: BoardSetup;
}

/** Pixels, as in the style sheet. */
const [cardWidth, gap] = [212, 8];

export function AgentList({ lines, isCards, limits, queues, setup }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { width, height, top } = useView(box);
  const columns = Math.max(1, Math.floor((width - gap) / (cardWidth + gap)));
  const rows = useMemo(() => arranged(lines, isCards, columns), [lines, isCards, columns]);
  const offsets = useMemo(() => offsetsOf(rows.map((row) => row.height)), [rows]);
  const { from, to } = rowsInView(offsets, top, height);
  const names = useNames(queues, setup);
  const [at, setAt] = useState<string | null>(null);
  const focused = lines.some(({ agent }) => agent.agentId === at) ? at : (lines[0]?.agent.agentId ?? null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const acts = useCardActs(setAsked);

  function go(to: string): void {
    setAt(to);
    const place = rowOf(rows, to);
    const own = box.current;
    if (!own || place < 0) return;
    const [begin, end] = [offsets[place]!, offsets[place + 1]!];
    if (begin < own.scrollTop) own.scrollTop = begin;
    else if (end > own.scrollTop + own.clientHeight) own.scrollTop = end - own.clientHeight;
    requestAnimationFrame(() => own.querySelector<HTMLElement>(`[data-agent="${to}"]`)?.focus());
  }
  function press(event: KeyboardEvent): void {
    const line = lines.find(({ agent }) => agent.agentId === (event.target as HTMLElement).dataset['agent']);
    if (!line || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = stepFrom(rows, line.agent.agentId, event.key);
    if (next === null && !acts.press(event.key, line)) return;
    event.preventDefault();
    if (next !== null) go(next);
  }
  const shared = { limits, names, acts };
  return (
    <div
      ref={box}
      className="scroll fill monitor-list"
      role="list"
      aria-label={t('board.agents')}
      onKeyDown={press}
      onFocus={({ target }) => target.dataset['agent'] && setAt(target.dataset['agent'])}
    >
      <div style={{ height: offsets.at(-1) }} />
      {rows.slice(from, to).map((row, i) => {
        const style = { top: offsets[from + i], height: row.height };
        if (row.kind === 'head')
          return (
            <div key="head" className="monitor-head second" style={style} role="presentation">
              {t('board.below', { count: row.count })}
            </div>
          );
        if (row.kind === 'row') {
          const { agentId } = row.line.agent;
          return <AgentRow key={agentId} line={row.line} style={style} isFocused={agentId === focused} {...shared} />;
        }
        return (
          <div
            key={row.lines[0]!.agent.agentId}
            className="monitor-cards"
            style={{ ...style, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
            role="presentation"
          >
            {row.lines.map((line) => (
              <AgentCard key={line.agent.agentId} line={line} isFocused={line.agent.agentId === focused} {...shared} />
            ))}
          </div>
        );
      })}
      {asked && <AskedDialog asked={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

/** What is asked before an act: here, because a card may go elsewhere meanwhile. */
function AskedDialog({ asked: { agent, what }, onClose }: { asked: Asked; onClose: () => void }) {
  const { t } = useTranslation();
  const { hangUp } = useSupervision();
  if (what !== 'hang-up') return <StateDialog agent={agent} state={what} onClose={onClose} />;
  return (
    <Suspense fallback={null}>
      <ReasonDialog
        title={t('monitor.hangUp.title', { name: agent.name })}
        what={t('monitor.hangUp.what')}
        hint={t('monitor.hangUp.reasonHint')}
        submit={t('monitor.hangUp.submit')}
        isDanger
        onSubmit={(reason) => hangUp(agent, reason)}
        onClose={onClose}
      />
    </Suspense>
  );
}

/** What queues and departments are called, by id. */
function useNames(queues: readonly BoardQueue[], { departments }: BoardSetup): ReadonlyMap<string, string> {
  // The figures of queues change all the time, their names hardly ever.
  const text = JSON.stringify([
    ...queues.map(({ queueId, name }) => [queueId, name]),
    ...departments.map(({ id, name }) => [id, name]),
  ]);
  return useMemo(() => new Map(JSON.parse(text) as [string, string][]), [text]);
}
