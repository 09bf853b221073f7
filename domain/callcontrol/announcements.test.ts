import { describe, expect, test } from 'vitest';
import type { SavedAgent } from '../agents/agent.ts';
import { noAnnouncements, type Announcements } from '../queues/announcements.ts';
import type { Queue } from '../queues/queue.ts';
import { noteWait } from './announcing.ts';
import { playbackOf, type Call } from './call.ts';
import { id, TestCallControl } from './test-callcontrol.ts';
import type { Transition } from './transition.ts';

const says = (change: Partial<Announcements>, agents: readonly Partial<SavedAgent>[] = [{}]): TestCallControl => {
  const s = new TestCallControl({ agents, queue: { announcements: { ...noAnnouncements, ...change } } });
  for (const [i] of agents.entries()) s.apply({ type: 'choose-state', agentId: id(i), chosen: 'away' });
  return s;
};
const ready = (s: TestCallControl, after = 1): string[] =>
  s.tell({ type: 'choose-state', agentId: id(0), chosen: 'ready' }, after);

describe('[U5] one who waits in a queue', () => {
  test('hears after five seconds where they stand, then music, and again after the interval', () => {
    const s = says({ saysPosition: true, everySeconds: 40 });
    s.queued('first', 'first-caller').queued();
    expect(s.deadlines()).toMatchObject({ announce: 5 });
    expect(s.tell(s.due('announce'), 5)).toEqual([
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p3 what=position-before+number-2+position-after',
    ]);
    expect(s.played(3)).toEqual(['start-music channelId=caller']);
    expect(s.deadlines()).toMatchObject({ announce: 40 });
    s.gone('first-caller');
    expect(s.tell(s.due('announce'), 39)).toContain(
      'play channelId=caller playbackId=call.p4 what=position-before+number-1+position-after',
    );
  });

  test('is offered at once in the middle of an announcement, which ends when the agent answers', () => {
    const s = says({ saysPosition: true }).queued();
    s.apply(s.due('announce'), 5);
    expect(ready(s)).toEqual([
      '* agent-offered agentId=agent-0 extension=400',
      'ring-agent legId=call.4 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.answers()).toEqual([
      '* agent-answered agentId=agent-0 extension=400 seconds=1',
      'stop-playing playbackId=call.p3',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=caller+call.4',
    ]);
    expect(s.deadlines()).toEqual({});
  });

  test('is not told that they wait while an agent rings; after that the announcements go on', () => {
    const s = says({ saysPosition: true }).queued();
    ready(s);
    expect(s.tell(s.due('announce'), 4)).toEqual([]);
    expect(s.deadlines()).toMatchObject({ announce: 30 });
    s.apply(s.due('ring'), 15);
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away' });
    expect(s.tell(s.due('announce'), 15).at(-1)).toMatch(/what=position-before\+number-1\+position-after$/);
  });

  test('hears the message of the queue before their place, and of the wait only what is known', () => {
    const s = says({ message: 'all-busy', saysPosition: true, saysWait: true }).queued();
    expect(s.tell(s.due('announce'), 5).at(-1)).toMatch(/what=all-busy\+position-before\+number-1\+position-after$/);
  });

  test('hears how long it will take, from how long those waited who were answered last', () => {
    const s = says({ saysWait: true }, [{ wrapUpSeconds: 0 }]);
    for (const name of ['a', 'b', 'c']) {
      s.queued(name, `${name}-caller`);
      ready(s, 120);
      s.apply({ type: 'leg-ready', legId: s.near(name) });
      s.gone(`${name}-caller`, 10);
      s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away' });
    }
    expect([...s.state.queues.values()][0]!.recentWaits.map(({ position, seconds }) => [position, seconds])).toEqual([
      [1, 120],
      [1, 120],
      [1, 120],
    ]);
    s.queued('first', 'first-caller').queued();
    expect(s.tell(s.due('announce'), 5).at(-1)).toMatch(/what=wait-about-4$/);
  });

  test.each([
    ['music-slow', 'play channelId=caller playbackId=call.p3 what=music-slow'],
    ['ringing', 'play channelId=caller playbackId=call.p3 what=ringing'],
  ])('hears %s in place of the music where the queue wants that, and again when it is over', (music, line) => {
    const s = says({ music });
    s.inbound();
    expect(s.press('1')).toEqual([
      '* key-pressed key=1',
      '* queue-entered queueId=queue-1 position=1',
      'stop-playing playbackId=call.p2',
      line,
    ]);
    expect(s.played(70)).toEqual(music === 'ringing' ? [] : [line.replace('p3', 'p4')]);
    expect(s.deadlines()).toEqual({ queue: 50 });
  });

  test.each([
    ['cannot be played', { hasFailed: true }, 3],
    ['is over as soon as it begins', {}, 0.2],
  ])('hears music on hold where the file of the queue %s, and what is said goes on', (_what, how, after) => {
    const s = says({ music: 'music-gone', saysPosition: true }).queued();
    const ended = (seconds: number) =>
      s.tell(
        { type: 'playback-ended', legId: 'caller', playbackId: playbackOf(s.call())!.playbackId, ...how },
        seconds,
      );
    expect(ended(after)).toEqual(['start-music channelId=caller']);
    expect(s.tell(s.due('announce'), 5).at(-1)).toMatch(/what=position-before\+number-1\+position-after$/);
    // What is said is no music: behind it the file is tried again, once.
    expect(s.played(3)).toEqual(['play channelId=caller playbackId=call.p5 what=music-gone']);
    expect(ended(after)).toEqual(['start-music channelId=caller']);
  });

  test('hears a file of a second again: what is shorter is no music', () => {
    const s = says({ music: 'music-short' }).queued();
    const ended = (seconds: number) =>
      s.tell({ type: 'playback-ended', legId: 'caller', playbackId: playbackOf(s.call())!.playbackId }, seconds);
    expect(ended(1)).toEqual(['play channelId=caller playbackId=call.p4 what=music-short']);
    expect(ended(0.999)).toEqual(['start-music channelId=caller']);
  });

  test('of a queue that has nothing to say hears nothing but music', () => {
    expect(says({}).queued().deadlines()).toEqual({ queue: 120 });
  });
});

describe('[U5] how long somebody waited who was answered', () => {
  /** What is kept at the queue of a call that has waited from the second to the fifth second. */
  const noted = (change: Partial<Call> = {}, queueId = 'queue-1') => {
    const s = new TestCallControl({ agents: [] }).queued();
    const queue = s.state.queues.get('queue-1')!;
    const kept: Queue[] = [];
    const transition = {
      now: 5000,
      queue: (id: string | null) => (id === queueId ? queue : undefined),
      setQueue: (one: Queue) => void kept.push(one),
    } as unknown as Transition;
    const segments = s.call().segments.map((one) => (one.kind === 'queue' ? { ...one, startedAt: 2000 } : one));
    const queuePlace = { since: 1000, seq: 1, isFront: false, position: 3 };
    noteWait(transition, { ...s.call(), segments, queuePlace, ...change });
    return kept.map(({ recentWaits }) => recentWaits);
  };
  test('is kept with where they stood, counted from when they came to this queue', () => {
    expect(noted()).toEqual([[{ at: 5000, position: 3, seconds: 3 }]]);
  });
  test.each<[string, Partial<Call>, string?]>([
    ['they stood nowhere', { queuePlace: null }],
    ['where they came in is not known', { queuePlace: { since: 1000, seq: 1, isFront: false } }],
    ['they came back to the front', { queuePlace: { since: 1000, seq: 1, isFront: true, position: 1 } }],
    ['they were in no queue', { segments: [] }],
    ['the queue is gone', {}, 'queue-2'],
  ])('says nothing to others where %s', (_why, change, queueId) => {
    expect(noted(change, queueId)).toEqual([]);
  });
});
