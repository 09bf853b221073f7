/** The live board: queues as tiles, agents as cards and rows, who is supervised, and what needs attention. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../../lib/address.ts';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { AgentList } from './agent-list.tsx';
import { AttentionList } from './attention-list.tsx';
import { BoardFilters } from './board-filters.tsx';
import { foundLines, orderedLines } from './board-lines.ts';
import { QueueTiles } from './queue-tiles.tsx';
import { monitorShape } from './search.ts';
import { SupervisedCard } from './supervised-card.tsx';
import { Missing } from './missing.tsx';
import { useBoard } from './use-board.ts';

export function MonitorPage() {
  const { t } = useTranslation();
  const { search, change, show } = useAddress(monitorShape);
  const { setup, lines, queues, limits, isThere } = useBoard();
  const departments = setup.data?.departments;
  const found = useMemo(
    () => foundLines(lines, search, departments ?? []),
    // The search is made anew with each drawing; what it says is not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [lines, departments, search.search, search.department, search.group, search.queue],
  );
  const shown = useMemo(() => orderedLines(found, search.state), [found, search.state]);
  return (
    <div className="monitor">
      <QueueTiles
        queues={queues}
        limits={limits}
        chosen={search.queue}
        onChoose={(queue) => change({ queue: queue === search.queue ? undefined : queue })}
      />
      <section className="card column monitor-agents" aria-label={t('board.agents')}>
        <Loaded answer={setup} what={t('board.what')} rows={8}>
          {(known) => (
            <>
              <BoardFilters
                setup={known}
                queues={queues}
                found={found}
                search={search}
                onChange={change}
                onClear={() => show({})}
              />
              {!isThere && <Missing />}
              {isThere && shown.length === 0 && <Notice title={t('board.nobody')} hint={t('board.nobodyHint')} />}
              {isThere && shown.length > 0 && (
                <AgentList
                  lines={shown}
                  isCards={search.view !== 'rows'}
                  limits={limits}
                  queues={queues}
                  setup={known}
                />
              )}
            </>
          )}
        </Loaded>
      </section>
      <aside className="column monitor-side">
        <SupervisedCard lines={lines} />
        <AttentionList
          lines={lines}
          queues={queues}
          limits={limits}
          maySetLimits={setup.data?.can.includes('set-limits') === true}
          onQueue={(queue) => change({ queue, state: undefined })}
          onAgent={(line) => change({ search: line.agent.extension, state: undefined })}
        />
      </aside>
    </div>
  );
}
