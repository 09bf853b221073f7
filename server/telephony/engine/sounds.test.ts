import { describe, expect, test } from 'vitest';
import { id, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { soundsOf } from './sounds.ts';

/** The caller of an agent who is recorded or not asks a colleague who is, talks with them, and does what comes next; then all ends. */
function rowsAfter(isOwnerRecorded: boolean, next: 'merge' | 'stop-consult', keeps: boolean): unknown[] {
  const s = new TestCallControl({ agents: [{ isRecorded: isOwnerRecorded }, { isRecorded: true }] }).talking();
  if (isOwnerRecorded) s.apply({ type: 'leg-ready', legId: s.near() });
  s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } }, 5);
  const asked = s.rung();
  for (let step = 0; step < 2; step++) s.apply({ type: 'leg-ready', legId: asked }, 1);
  s.apply({ type: next, agentId: id(0), callId: 'call' }, 10);
  s.gone('caller', 10);
  for (const agent of [0, 1]) if (s.agent(agent).callId !== null) s.apply({ type: 'hang-up', agentId: id(agent), callId: 'call' });
  expect(s.call().phase).toBe('ended');
  return soundsOf(s.call(), keeps).map((row) => row['kind']);
}

describe('[A2.7] the recordings of a call with a consultation', () => {
  test.each([
    [true, 'stop-consult', false, ['call']], [true, 'stop-consult', true, ['call', 'consultation']],
    [true, 'merge', false, ['call']],
    // Nothing of the customer was to be recorded: a row would say that something is missing.
    [false, 'stop-consult', false, []], [false, 'stop-consult', true, ['consultation']], [false, 'merge', false, []],
  ] as const)('[A2.7] whose agent is recorded: %s, ended by %s, kept: %s', (isOwnerRecorded, next, keeps, kinds) => {
    expect(rowsAfter(isOwnerRecorded, next, keeps)).toEqual(kinds);
  });
});
