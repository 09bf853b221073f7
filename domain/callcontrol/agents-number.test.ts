import { describe, expect, test } from 'vitest';
import { noAnnouncements } from '../queues/announcements.ts';
import { id, TestCallControl } from './test-callcontrol.ts';
import { transfer } from './test-states.ts';
import type { Event } from './event.ts';

const named = { ...noAnnouncements, saysAgent: true, agentBefore: 'agent-before', agentAfter: 'agent-after' };
const saying = (isRecorded = false): TestCallControl =>
  new TestCallControl({ agents: [{ isRecorded }, {}, {}], queue: { announcements: named } }).queued();
const what = 'agent-before+digit-4+digit-0+digit-0+agent-after';
const own = (type: 'hold' | 'hang-up' | 'park'): Event => ({ type, agentId: id(0), callId: 'call' });

describe('[U5] where a queue says the agent by number', () => {
  test('the caller hears it before both are connected, and the agent nothing until then', () => {
    const s = saying();
    expect(s.answers(2)).toEqual([
      '* agent-answered agentId=agent-0 extension=400 seconds=2',
      'stop-music channelId=caller',
      `play channelId=caller playbackId=call.p4 what=${what}`,
    ]);
    expect(s.heard()).toEqual({ customer: 'tone', 'agent-0': '' });
    expect(s.played(3)).toEqual(['create-bridge bridgeId=call.b1', 'join bridgeId=call.b1 channelIds=caller+call.3']);
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
    expect(s.deadlines()).toEqual({});
  });

  test('the recording begins when both are connected', () => {
    const s = saying(true);
    s.answers(2);
    s.answers(0);
    const answered = s.now;
    expect(s.call()).toMatchObject({ phase: 'talking', recordingStartedAt: null });
    s.played(3);
    expect(s.call().recordingStartedAt).toBe(answered + 3000);
    expect(s.call().legs.find(({ agentId }) => agentId === id(0))!.spans).toEqual([
      { from: answered + 3000, to: null, bridgeId: 'call.b1' },
    ]);
  });

  test('both are connected though nobody says that it was heard', () => {
    const s = saying();
    s.answers();
    expect(s.tell(s.due('connect'), 29)).toEqual([]);
    expect(s.tell(s.due('connect'), 1)).toEqual([
      'stop-playing playbackId=call.p4',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=caller+call.3',
    ]);
  });

  test.each([
    ['caller', (s: TestCallControl) => s.gone('caller'), 'other'],
    ['agent', (s: TestCallControl) => s.tell(own('hang-up'), 1), 'agent'],
  ] as const)('the %s may hang up meanwhile', (_who, ends, hangupSide) => {
    const s = saying();
    s.answers();
    ends(s);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide, agentId: id(0) });
  });

  test.each<[string, Event, string]>([
    ['given to a colleague', transfer, 'offered'],
    ['parked', own('park'), 'parked'],
  ])('a call can be %s meanwhile, and the caller hears music', (_what, event, phase) => {
    const s = saying();
    s.answers();
    s.apply(event, 1);
    expect(s.call()).toMatchObject({ phase });
    expect(s.heard()).toMatchObject({ customer: 'music' });
  });

  test('the caller waits with music for an agent whose phone is lost meanwhile, and talks with them when it is back', () => {
    const s = saying();
    s.answers();
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 1);
    expect(s.heard()).toMatchObject({ customer: 'music' });
    s.apply({ type: 'phone-registered', agentId: id(0) }, 2);
    s.answers();
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
  });

  test('nothing is said to who dialled the extension of an agent', () => {
    const s = new TestCallControl({ agents: [{}], queue: { announcements: named } });
    s.inbound();
    s.press('0', '4', '0', '0');
    s.answers();
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
  });
});
