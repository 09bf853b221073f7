import { expect, test } from 'vitest';
import { joinBack, joinFront, leave, pickAgent, type Queue } from './queue.ts';

const queue = (change: Partial<Queue> = {}): Queue => ({
  id: 'q',
  name: '售后支持',
  strategy: 'round-robin',
  ringSeconds: 15,
  missPauseSeconds: 3,
  maxWaitSeconds: 60,
  maxWaiting: 10,
  overflow: 'goodbye',
  members: ['a', 'b', 'c'],
  waiting: [],
  lastAgentId: null,
  ...change,
});
const free =
  (since: Record<string, number>) =>
  (id: string): number | null =>
    since[id] ?? null;

test('[U5] round robin goes on behind the member whom it offered last', () => {
  const all = free({ a: 1, b: 1, c: 1 });
  expect(pickAgent(queue(), all)).toBe('a');
  expect(pickAgent(queue({ lastAgentId: 'a' }), all)).toBe('b');
  expect(pickAgent(queue({ lastAgentId: 'c' }), all)).toBe('a');
  expect(pickAgent(queue({ lastAgentId: 'a' }), free({ a: 1, c: 1 }))).toBe('c');
  expect(pickAgent(queue({ lastAgentId: 'gone' }), all)).toBe('a');
});

test('[U5] longest idle takes who has waited longest, equal waits by position', () => {
  expect(pickAgent(queue({ strategy: 'longest-idle' }), free({ a: 30, b: 10, c: 20 }))).toBe('b');
  expect(pickAgent(queue({ strategy: 'longest-idle' }), free({ b: 10, c: 10 }))).toBe('b');
});

test('[U5] nobody free, nobody offered', () => {
  expect(pickAgent(queue(), free({}))).toBeNull();
  expect(pickAgent(queue({ strategy: 'longest-idle', members: [] }), free({ a: 1 }))).toBeNull();
});

test('[U5] callers stand in line, those who lost their agent in front', () => {
  const line = joinFront(joinBack(joinBack(queue(), '1'), '2'), '0');
  expect(line.waiting).toEqual(['0', '1', '2']);
  expect(leave(line, '1').waiting).toEqual(['0', '2']);
});
