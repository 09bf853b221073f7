/** What supervisors see of live state, on the real rules. */
import { expect, test } from 'vitest';
import { id, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { boardOf } from './board.ts';

const callsOf = (s: TestCallControl) => boardOf(s.state, s.now).agents.map(({ call }) => call?.callId ?? null);

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
