/** A live board without telephony: the page's realtime answers for the topics of the board with people and queues that a test makes up. */
import type { BoardAgent, BoardQueue, LiveChannel, Topic, TopicValue, TrunkLines } from '@bahu/contract/realtime.ts';
import type { AgentState } from '@bahu/domain/agents/state.ts';
import type { Page, WebSocketRoute } from 'playwright-core';

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

interface Person {
  agentId: string;
  extension: string;
  name: string;
  departmentId?: string | null;
  state: AgentState;
  seconds: number;
  queueIds?: string[];
  call?: Partial<NonNullable<BoardAgent['call']>>;
  answered?: number;
  placed?: number;
}

export const personOf = (given: Person): BoardAgent => ({
  agentId: given.agentId,
  extension: given.extension,
  name: given.name,
  departmentId: given.departmentId ?? null,
  state: given.state,
  pause: null,
  since: ago(given.seconds),
  wrapUpEndsAt: given.state === 'wrap-up' ? ago(-20) : null,
  queueIds: given.queueIds ?? [],
  call: given.call
    ? {
        callId: '0190b4a0-0000-7000-8000-000000000001',
        direction: 'inbound',
        number: '139****0042',
        name: '陈志远',
        queueId: given.queueIds?.[0] ?? null,
        isOpen: true,
        mos: null,
        ...given.call,
      }
    : null,
  today: {
    answered: given.answered ?? 0,
    placed: given.placed ?? 0,
    talkInSeconds: (given.answered ?? 0) * 95,
    talkOutSeconds: (given.placed ?? 0) * 61,
  },
});

type Line = Pick<BoardQueue, 'queueId' | 'name'> & Partial<Omit<BoardQueue, 'longestSince'>> & { waitSeconds?: number };

export const lineOf = ({ waitSeconds, ...given }: Line): BoardQueue => ({
  departmentId: null,
  waiting: waitSeconds === undefined ? 0 : 1,
  callbacks: 0,
  longestSince: waitSeconds === undefined ? null : ago(waitSeconds),
  ready: 1,
  signedIn: 3,
  target: { percent: 80, seconds: 20 },
  today: {
    answered: 92,
    inTime: 88,
    abandoned: 2,
    left: 1,
    waitSeconds: 11,
    callbacks: { booked: 4, called: 5, reached: 3, failed: 0, expired: 0 },
  },
  ...given,
});

export interface LiveBoard {
  agents: BoardAgent[];
  queues: BoardQueue[];
  /** Tells the page of these people, who have changed. */
  tell(...changed: BoardAgent[]): void;
}

type Played = Exclude<Topic, 'records'>;

/** Answers for these topics in this page; everything else is the server's. Before the page is opened. What it returns tells the page of a change. */
async function playTopics(
  page: Page,
  values: { readonly [T in Played]?: () => TopicValue[T] },
): Promise<(topic: Played, value: object) => void> {
  let open: WebSocketRoute | null = null;
  const numbers = new Map<string, number>();
  const tell = (topic: Played, value: object): void => {
    const seq = (numbers.get(topic) ?? 0) + 1;
    numbers.set(topic, seq);
    open?.send(JSON.stringify({ topic, seq, value }));
  };
  await page.routeWebSocket('**/realtime', (socket) => {
    open = socket;
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const frame = JSON.parse(String(message)) as { subscribe?: Played[] };
      for (const topic of frame.subscribe ?? []) {
        const value = values[topic]?.();
        if (value) tell(topic, value);
      }
      const rest = frame.subscribe?.filter((topic) => !values[topic]);
      if (rest?.length !== 0) server.send(JSON.stringify(rest ? { subscribe: rest } : frame));
    });
  });
  return tell;
}

export async function playBoard(page: Page, agents: BoardAgent[], queues: BoardQueue[]): Promise<LiveBoard> {
  const board: LiveBoard = {
    agents,
    queues,
    tell: (...changed) => {
      const byId = new Map(changed.map((agent) => [agent.agentId, agent]));
      board.agents = board.agents.map((agent) => byId.get(agent.agentId) ?? agent);
      tell('board', { changed });
    },
  };
  const tell = await playTopics(page, {
    board: () => ({ agents: board.agents }),
    'queue-board': () => ({ queues: board.queues }),
  });
  return board;
}

/** The channels of live calls, likewise; what it returns shows others in their place. */
export async function playChannels(
  page: Page,
  channels: readonly LiveChannel[],
  trunks: TrunkLines['trunks'],
): Promise<(channels: readonly LiveChannel[]) => void> {
  const tell = await playTopics(page, {
    channels: () => ({ channels: [...channels] }),
    'trunk-lines': () => ({ trunks }),
  });
  return (others) => tell('channels', { channels: others });
}
