/** A disabled agent takes part in no call any more: no way of call control rings their phone. */
import { expect, test } from 'vitest';
import { simulatedAgent } from '../simulation/simulation.ts';
import { whyNotUnpark } from './park.ts';
import type { CallTarget, Event } from './event.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

const colleague = (by = 1): CallTarget => ({ kind: 'agent', agentId: id(by) });
/** Two agents and one who is disabled; the first talks with a caller. */
const talking = (): TestCallControl => new TestCallControl({ agents: [{}, {}, { isEnabled: false }] }).talking();
const ringing = (): TestCallControl => new TestCallControl({ agents: [{}, {}, { isEnabled: false }] }).queued();

test.each<[string, () => TestCallControl, Event]>([
  ['is given no call', talking, { type: 'transfer', agentId: id(0), callId: 'call', target: colleague(2) }],
  [
    'picks up nothing that rings at a colleague',
    ringing,
    { type: 'pick-up', agentId: id(2), callId: 'call', fromAgentId: id(0) },
  ],
  [
    'supervises nobody',
    talking,
    { type: 'supervise', agentId: id(2), callId: 'call', targetAgentId: id(0), mode: 'listen' },
  ],
  ['takes nothing over', talking, { type: 'take-over', agentId: id(2), callId: 'call', targetAgentId: id(0) }],
])('[U2] a disabled agent %s', (_what, state, event) => {
  expect(state().tell(event)).toEqual([]);
});

test('[U2] a disabled agent is not consulted: who asks is told that they are busy', () => {
  const s = talking();
  const told = s.tell({ type: 'consult', agentId: id(0), callId: 'call', target: colleague(2) });
  expect(told.join()).toMatch(/\* consult-missed agentId=agent-2 [^,]*outcome=busy/);
  expect([told.filter((line) => line.startsWith('ring-agent')), s.call().offers]).toEqual([[], []]);
});

test('[U2] a disabled agent fetches no parked call', () => {
  const s = talking();
  s.apply({ type: 'park', agentId: id(0), callId: 'call' }, 1);
  expect([1, 2].map((by) => whyNotUnpark(s.call(), s.agent(by)))).toEqual([null, 'phone.not-registered']);
});

test('[U2] an agent who is disabled after they gave a call away does not get it back: the caller is first in the queue again', () => {
  const s = talking();
  s.apply({ type: 'transfer', agentId: id(0), callId: 'call', target: colleague() }, 1);
  s.apply({ type: 'agent-saved', agent: simulatedAgent(0, { isEnabled: false }) }, 1);
  s.apply({ type: 'hang-up', agentId: id(1), callId: 'call' }, 1);
  expect([s.call().phase, s.call().offers]).toEqual(['queued', []]);
});
