/** What supervisors see of live state, on the real rules. */
import { expect, test } from 'vitest';
import { id, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { boardOf } from './board.ts';

const callsOf = (s: TestCallControl) =>
  boardOf(s.state, s.now, () => null).agents.map(({ call }) => call?.callId ?? null);

test('[U6] [U1] the card of somebody who supervises shows nothing of that call, from the ringing on, until they take it over', () => {
  const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
  const act = { agentId: id(2), callId: 'call', targetAgentId: id(0) };
  s.apply({ type: 'supervise', ...act, mode: 'listen' }, 1);
  expect(s.agent(2).callId).toBe('call');
  expect(callsOf(s)).toEqual(['call', null, null]);
  s.answers();
  expect(callsOf(s)).toEqual(['call', null, null]);
  s.apply({ type: 'take-over', ...act }, 1);
  expect(callsOf(s)[2]).toBe('call');
});

test('[U6] [A2.1] the card of an agent who talks says how the call sounds, by its worst leg', () => {
  const s = new TestCallControl({ agents: [{}, {}] }).talking();
  const scores = new Map([
    ['caller', 3.2],
    [s.near(), 4.3],
  ]);
  const soundOf = (scoreOf: (legId: string) => number | null) =>
    boardOf(s.state, s.now, scoreOf).agents.map(({ call }) => call?.mos);
  expect(soundOf((legId) => scores.get(legId) ?? null)).toEqual([3.2, undefined]);
  expect(soundOf(() => null)).toEqual([null, undefined]);
});
