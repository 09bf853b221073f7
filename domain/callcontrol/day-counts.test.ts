/** What agents and queues count by the day, over whole calls. */
import { describe, expect, test } from 'vitest';
import { emptyDay } from '../queues/day.ts';
import { longestWaitSince, waitersOf } from './standing.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

const day = 20254;
const countsOf = (s: TestCallControl) => s.state.queues.get('queue-1')!.today;

describe('[U6] the day of a queue and its agents', () => {
  test('[U6] a caller who is answered counts for the queue as they are, and for the agent when the call is over', () => {
    const s = new TestCallControl({ agents: [{}] }).queued();
    s.apply({ type: 'leg-ready', legId: s.near() }, 5);
    expect(countsOf(s)).toEqual({ ...emptyDay, day, answered: 1, inTime: 1, waitMs: 5000 });
    s.apply({ type: 'hold', agentId: id(0), callId: 'call' }, 10);
    s.apply({ type: 'resume', agentId: id(0), callId: 'call' }, 7);
    expect(s.agent(0).today).toMatchObject({ answered: 1, talkInMs: 0 });
    s.gone('caller', 20);
    expect(s.agent(0).today).toMatchObject({ answered: 1, talkInMs: 30_000, talkOutMs: 0 });
    expect(countsOf(s)).toEqual({ ...emptyDay, day, answered: 1, inTime: 1, waitMs: 5000 });
  });

  test('[U6] one who is answered late is not in time', () => {
    const s = new TestCallControl({ agents: [{}] }).queued();
    s.apply({ type: 'leg-ready', legId: s.near() }, 21);
    expect(countsOf(s)).toEqual({ ...emptyDay, day, answered: 1, waitMs: 21_000 });
  });

  test('[U6] one who hangs up has abandoned the queue, one whom it lets go has left it', () => {
    const s = new TestCallControl({ agents: [] }).queued();
    s.gone('caller', 17);
    expect(countsOf(s)).toEqual({ ...emptyDay, day, abandoned: 1 });
    const other = new TestCallControl({ agents: [] }).queued();
    other.apply(other.due('queue'), 600);
    expect(countsOf(other)).toEqual({ ...emptyDay, day, left: 1 });
    other.gone('caller', 3);
    expect(countsOf(other)).toEqual({ ...emptyDay, day, left: 1 });
  });

  test('[U6] what an agent says in a call that they placed is counted apart, and a call inside not at all', () => {
    const s = new TestCallControl();
    s.dialing();
    s.apply({ type: 'leg-answered', legId: s.far() }, 4);
    s.gone(s.far(), 12);
    expect(s.agent(0).today).toMatchObject({ placed: 1, talkInMs: 0, talkOutMs: 12_000 });
  });
});

describe('[B] [U5] [U6] those who are called back are counted apart', () => {
  const terms = { key: '1', attempts: 2, pauseSeconds: 60, expirySeconds: 900 };
  const none = emptyDay.callbacks;
  /** Somebody who has wished to be called back, while the only agent is away. */
  function booked(): TestCallControl {
    const s = new TestCallControl({ agents: [{ wrapUpSeconds: 0 }], queue: { callback: terms } });
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away' });
    s.inbound({});
    s.press('1', '1', '1');
    return s;
  }
  /** The agent takes what rings, and the phone of the customer is called. */
  function taken(s: TestCallControl, callId: string): void {
    s.apply({ type: 'leg-ready', legId: s.near(callId) }, 1);
    s.apply({ type: 'leg-ready', legId: s.rung(callId) });
  }
  const ready = (s: TestCallControl) => s.apply({ type: 'choose-state', agentId: id(0), chosen: 'ready' }, 5);
  const isBusy = { cause: 17, sipCode: 486 };
  const callbacksOf = (s: TestCallControl) => countsOf(s).callbacks;
  const waitersIn = (s: TestCallControl) => waitersOf(s.state, 'queue-1');

  test('from the wish on, and not with those who wait on the line', () => {
    const s = booked();
    expect(waitersIn(s)).toEqual({ waiting: 0, callbacks: 1 });
    s.played();
    expect(callbacksOf(s)).toEqual({ ...none, booked: 1 });
    s.queued('other', 'other-caller');
    expect(waitersIn(s)).toEqual({ waiting: 1, callbacks: 1 });
  });

  test('who is reached has neither waited on the line nor hung up', () => {
    const s = booked();
    s.played();
    ready(s);
    taken(s, 'call8');
    expect(callbacksOf(s)).toEqual({ ...none, booked: 1, called: 1 });
    s.apply({ type: 'leg-answered', legId: s.far('call8') }, 3);
    s.gone(s.far('call8'), 30);
    expect(countsOf(s)).toMatchObject({
      answered: 0,
      abandoned: 0,
      callbacks: { ...none, booked: 1, called: 1, reached: 1 },
    });
  });

  test('who is reached and given back to the queue waits on the line, from their answer on', () => {
    const s = booked();
    s.played();
    ready(s);
    taken(s, 'call8');
    s.apply({ type: 'leg-answered', legId: s.far('call8') }, 3);
    const answeredAt = s.now;
    const target = { kind: 'queue', queueId: 'queue-1' } as const;
    s.apply({ type: 'transfer', agentId: id(0), callId: 'call8', target }, 10);
    expect(s.call('call8').phase).toBe('queued');
    expect(waitersIn(s)).toEqual({ waiting: 1, callbacks: 0 });
    expect(longestWaitSince(s.state, 'queue-1')).toBe(answeredAt);
  });

  test('who does not answer is called twice, and then has failed once', () => {
    const s = booked();
    s.played();
    ready(s);
    taken(s, 'call8');
    s.gone(s.rung('call8'), 2, isBusy);
    expect(callbacksOf(s)).toEqual({ ...none, booked: 1, called: 1 });
    s.apply(s.due('retry', 'call89'), 60);
    taken(s, 'call89');
    s.gone(s.rung('call89'), 2, isBusy);
    expect(countsOf(s)).toMatchObject({ abandoned: 0, callbacks: { ...none, booked: 1, called: 2, failed: 1 } });
  });

  test('whom nobody had time for has expired', () => {
    const s = booked();
    s.played();
    s.apply(s.due('queue', 'call8'), 900);
    expect(callbacksOf(s)).toEqual({ ...none, booked: 1, expired: 1 });
  });
});
