/** What the board shows: who is live, with what is set up for them, and the queues. */
import { monitorRoutes, type BoardSetup } from '@bahu/contract/monitor.ts';
import type { BoardAgent, BoardQueue } from '@bahu/contract/realtime.ts';
import { standardLimits, type Limits } from '@bahu/domain/monitor/limits.ts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useClient, useTopic } from '../../../lib/services.tsx';
import { lineOf, type BoardLine } from './board-lines.ts';

export interface LiveBoard {
  readonly setup: UseQueryResult<BoardSetup>;
  readonly lines: readonly BoardLine[];
  readonly queues: readonly BoardQueue[];
  readonly limits: Limits;
  /** False until the first values are there. */
  readonly isThere: boolean;
}

const nobody: readonly BoardAgent[] = [];
const noQueues: readonly BoardQueue[] = [];

export function useBoard(): LiveBoard {
  const monitor = useClient(monitorRoutes);
  const setup = useQuery({
    queryKey: ['monitor', 'board'],
    queryFn: ({ signal }) => monitor.board({ signal }),
    staleTime: 60_000,
  });
  const board = useTopic('board');
  const queueBoard = useTopic('queue-board');
  const agents = board?.agents ?? nobody;
  const known = setup.data;
  const lines = useMemo(() => {
    const byId = new Map(known?.agents.map((agent) => [agent.agentId, agent]));
    return agents.map((agent) => lineOf(agent, byId.get(agent.agentId)));
  }, [agents, known]);
  return {
    setup,
    lines,
    queues: queueBoard?.queues ?? noQueues,
    limits: known?.limits ?? standardLimits,
    isThere: board !== null && queueBoard !== null && !setup.isPending,
  };
}
