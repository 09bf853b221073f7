/** People and queues of a board for tests. */
import type { BoardAgent, BoardQueue } from '@bahu/contract/realtime.ts';

export const testAgent = (change: Partial<BoardAgent>): BoardAgent => ({
  agentId: 'a',
  extension: '800',
  name: '坐席',
  departmentId: null,
  state: 'ready',
  pause: null,
  since: '2026-11-22T08:00:00.000Z',
  wrapUpEndsAt: null,
  queueIds: [],
  call: null,
  today: { answered: 0, placed: 0, talkInSeconds: 0, talkOutSeconds: 0 },
  ...change,
});

export const testQueue = (change: Partial<BoardQueue>): BoardQueue => ({
  queueId: 'q',
  name: '队列',
  departmentId: null,
  waiting: 0,
  callbacks: 0,
  longestSince: null,
  ready: 0,
  signedIn: 0,
  target: { percent: 80, seconds: 20 },
  today: {
    answered: 0,
    inTime: 0,
    abandoned: 0,
    left: 0,
    waitSeconds: 0,
    callbacks: { booked: 0, called: 0, reached: 0, failed: 0, expired: 0 },
  },
  ...change,
});
