import { describe, expect, it } from 'vitest';
import type { HistoryItem } from '@bahu/contract/customers.ts';
import { isWanted } from './history.tsx';

const me = { userId: 'a', name: '林晓雯' };
const note = (agentId: string): HistoryItem => ({
  kind: 'follow-up',
  at: '2026-11-22T10:00:00.000Z',
  followUp: {
    id: 'f',
    customerId: 'c',
    callId: null,
    agentId,
    agentName: '',
    serviceType: 'consult',
    stage: '',
    callState: 'connected',
    currentState: 'open',
    channel: 'phone',
    content: 'x',
    fields: {},
    remindAt: null,
    version: 1,
    can: [],
    createdAt: '2026-11-22T10:00:00.000Z',
  },
});
const call = (agentName: string | null): HistoryItem => ({
  kind: 'call',
  at: '2026-11-22T10:00:00.000Z',
  callId: 'k',
  direction: 'inbound',
  outcome: 'connected',
  talkSeconds: 5,
  agentName,
  queueName: null,
  hasRecording: false,
  isLocalRecording: false,
  contactName: null,
  message: null,
});

describe('[A2.3] a customer’s history', () => {
  it('shows everything, only follow-ups, or only what is mine', () => {
    const items = [note('a'), note('b'), call('林晓雯'), call(null)];
    const shown = (narrowing: 'all' | 'notes' | 'mine') =>
      items.map((item) => isWanted(item, 'follow-ups', narrowing, me));
    expect(shown('all')).toEqual([true, true, true, true]);
    expect(shown('notes')).toEqual([true, true, false, false]);
    expect(shown('mine')).toEqual([true, false, true, false]);
  });

  it('has a tab with calls only', () => {
    expect([note('a'), call(null)].map((item) => isWanted(item, 'calls', 'all', me))).toEqual([false, true]);
  });
});
