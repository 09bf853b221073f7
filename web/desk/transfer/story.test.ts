import { describe, expect, it } from 'vitest';
import { liveCall, scenes, type Scene } from '../test-call.ts';
import { stepsBetween } from './story.ts';

const now = Date.parse('2026-11-22T10:00:12.000Z');
const told = (before: Scene, after: Scene): string[] =>
  stepsBetween(scenes[before], scenes[after], now).map(({ kind, party, seconds }) =>
    [kind, party?.partyId, seconds || ''].join(' ').trim(),
  );

describe('[A2.5] what happened in a call', () => {
  const table: [Scene, Scene, string[]][] = [
    ['talking', 'talking', []],
    ['talking', 'held', ['held customer']],
    ['held', 'talking', ['resumed customer']],
    ['talking', 'calling', ['held customer', 'called colleague']],
    ['calling', 'consulting', ['answered colleague']],
    ['calling', 'held', ['missed colleague 12']],
    ['consulting', 'swapped', ['resumed customer', 'held colleague']],
    ['consulting', 'conference', ['merged']],
    ['conference', 'talking', ['left colleague']],
  ];
  it.each(table)('from %s to %s is %j', (before, after, steps) => {
    expect(told(before, after)).toEqual(steps);
  });

  it('begins with the answer: who heard music while the call rang was held by nobody', () => {
    const ringing = liveCall({ ...scenes.held, phase: 'ringing' });
    expect(stepsBetween(ringing, scenes.talking, now)).toEqual([]);
  });

  it('is nothing between two calls, or when nothing was seen before', () => {
    expect(stepsBetween(liveCall({ ...scenes.calling, callId: 'another' }), scenes.consulting, now)).toEqual([]);
    expect(stepsBetween(null, scenes.consulting, now)).toEqual([]);
  });
});
