/** What agents and queues count by the day, over whole calls. */
import { describe, expect, test } from 'vitest';
import { emptyDay } from '../queues/day.ts';
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
