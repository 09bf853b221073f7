import { describe, expect, test } from 'vitest';
import type { Event } from './event.ts';
import { commandLine, id, mobile, TestCallControl, type TestSetup } from './test-callcontrol.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';

const inbound: Event = {
  type: 'inbound',
  callId: 'call',
  legId: 'caller',
  trunkId: simulatedTrunk,
  dialed: simulatedDid,
  caller: mobile,
  callerName: '',
  isOverCapacity: false,
};

/** An agent whose browser stays connected, with an ordinary one beside them. */
function control(setup: TestSetup = {}) {
  const s = new TestCallControl({ agents: [{ keepsPermanentLeg: true }, {}], ...setup });
  const lines = (event: Event, after = 0): string[] =>
    [...s.apply(event, after).commands.values()].flat().map(commandLine);
  const legId = (): string => s.agent().permanentLeg!.id;
  return {
    s,
    lines,
    legId,
    connect: () => lines({ type: 'permanent-leg-up', agentId: id(0), legId: legId() }),
    /** A caller rings at the first agent. */
    ring: (): string[] => {
      s.apply({ type: 'choose-state', agentId: id(1), chosen: 'busy' });
      s.apply(inbound);
      return lines({ type: 'digit', legId: 'caller', digit: '1' });
    },
  };
}
const answer: Event = { type: 'answer', agentId: id(0), callId: 'call' };
const there: Event = { type: 'far-end-ready', legId: 'call.3' };

describe('the permanent leg of a browser', () => {
  test('[A2.9] is opened when its agent is ready, stands in a bridge of its own, and is no call', () => {
    const c = control();
    expect(c.s.agent().permanentLeg).toEqual({ id: c.legId(), isUp: false });
    expect(c.s.agent(1).permanentLeg).toBe(null);
    expect(c.connect()).toEqual([
      `create-bridge bridgeId=${c.legId()}`,
      `join bridgeId=${c.legId()} channelIds=${c.legId()}`,
    ]);
    expect([c.s.state.calls.size, c.s.state.legs.size, c.s.agent().state]).toEqual([0, 0, 'ready']);
    expect(c.connect()).toEqual([]);
  });

  test.each<[string, Event]>([
    ['a pause', { type: 'choose-state', agentId: id(0), chosen: 'busy' }],
    ['a lost phone', { type: 'phone-lost', agentId: id(0) }],
    ['another page', { type: 'phone-issued', agentId: id(0), sessionId: 'other' }],
    ['a desk phone', { type: 'phone-issued', agentId: id(0), sessionId: 'other', hasDeskPhone: true }],
    ['signing out', { type: 'signed-out', agentId: id(0), sessionId: 'session-0' }],
  ])('[A2.9] ends with %s', (_what, event) => {
    const c = control();
    c.connect();
    const legId = c.legId();
    expect(c.lines(event)).toEqual([`hang-up legId=${legId} cause=16`, `destroy-bridge bridgeId=${legId}`]);
    expect(c.s.agent().permanentLeg).toBe(null);
  });

  test('[A2.9] a call rings over it without calling the browser, and is brought to it when the agent answers', () => {
    const c = control();
    c.connect();
    const rung = c.ring();
    expect(rung).toContain('ring-permanent legId=call.3 seconds=20 isAutomatic=false');
    expect(rung.some((line) => line.startsWith('ring-agent'))).toBe(false);
    expect(c.lines(there)).toEqual([]);
    expect(c.lines(answer)).toEqual(['answer legId=call.3.far', `join bridgeId=${c.legId()} channelIds=call.3.far`]);
    expect([c.lines(answer), c.lines(there)]).toEqual([[], []]);
    c.s.apply({ type: 'leg-ready', legId: 'call.3' });
    expect(c.s.call().phase).toBe('talking');
    c.s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' });
    expect(c.s.agent().permanentLeg).toEqual({ id: c.legId(), isUp: true });
  });

  test('[A2.9] one who answers before the far end is there is brought when it is', () => {
    const c = control();
    c.connect();
    c.ring();
    expect(c.lines(answer)).toEqual([]);
    expect(c.lines(there)).toEqual(['answer legId=call.3.far', `join bridgeId=${c.legId()} channelIds=call.3.far`]);
  });

  test('[A2.9] what the agent has asked for is taken by itself', () => {
    const c = control();
    c.connect();
    const placed = c.lines({
      type: 'place',
      callId: 'call',
      agentId: id(0),
      target: { kind: 'extension', extension: '401' },
      customerId: null,
      customerName: null,
    });
    expect(placed).toEqual(['ring-permanent legId=call.1 seconds=15 isAutomatic=true']);
    expect(c.lines({ type: 'far-end-ready', legId: 'call.1' })).toHaveLength(2);
  });

  test('[A2.9] one that is not up yet is not waited for: the browser is called', () => {
    const c = control();
    expect(c.ring().filter((line) => line.startsWith('ring-'))).toEqual([
      'ring-agent legId=call.3 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(c.lines(answer)).toEqual([]);
  });

  test('[A2.9] one that ends by itself is not opened again for half a minute', () => {
    const c = control();
    c.connect();
    const former = c.legId();
    const gone: Event = { type: 'permanent-leg-gone', agentId: id(0), legId: former, cause: 44 };
    expect(c.lines(gone)).toEqual([`destroy-bridge bridgeId=${former}`]);
    expect(c.lines(gone)).toEqual([]);
    expect(c.lines({ type: 'agent-deadline', agentId: id(0) }, 29)).toEqual([]);
    expect(c.lines({ type: 'agent-deadline', agentId: id(0) }, 1)).toEqual([
      `open-permanent legId=${c.legId()} agentId=agent-0 seconds=15`,
    ]);
    expect(c.lines({ type: 'permanent-leg-up', agentId: id(0), legId: former })).toEqual([
      `hang-up legId=${former} cause=16`,
    ]);
  });

  test('[A2.10] whose sound stops in mid-call loses nobody: the customer hears music and the browser is called', () => {
    const c = control();
    c.connect();
    c.ring();
    c.s.apply(answer);
    c.s.apply(there);
    c.s.apply({ type: 'leg-ready', legId: 'call.3' });
    const lines = c.lines({ type: 'permanent-leg-gone', agentId: id(0), legId: c.legId(), cause: 44 });
    expect(lines).toContain('hang-up legId=call.3 cause=44');
    expect(lines).toContain(
      'ring-agent legId=call.4 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=15 isAutomatic=true',
    );
    expect(c.s.remote().place.kind).toBe('music');
    c.s.apply({ type: 'leg-ready', legId: 'call.4' });
    expect([c.s.call().phase, c.s.heard()]).toEqual(['talking', { 'agent-0': 'customer', customer: 'agent-0' }]);
  });

  test('[A2.10] whose browser hangs up in mid-call ends the call, as it does without', () => {
    const c = control();
    c.connect();
    c.ring();
    c.s.apply(answer);
    c.s.apply(there);
    c.s.apply({ type: 'leg-ready', legId: 'call.3' });
    c.s.apply({ type: 'permanent-leg-gone', agentId: id(0), legId: c.legId(), cause: 16 });
    expect([c.s.call().phase, c.s.call().hangupSide]).toEqual(['ended', 'agent']);
  });

  test('[A2.9] is kept while a call needs it, whatever is set meanwhile, and ends with the call', () => {
    const c = control();
    c.connect();
    c.ring();
    const legId = c.legId();
    c.s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away' });
    expect(c.s.agent().permanentLeg?.id).toBe(legId);
    c.s.apply({ type: 'leg-gone', legId: 'caller', cause: 16, sipCode: null });
    expect(c.s.agent().permanentLeg).toBe(null);
  });

  test('[R4] no permanent leg outlasts the media server', () => {
    const c = control();
    c.connect();
    c.s.apply({ type: 'media-server-restarted' });
    expect(c.s.agent().permanentLeg).toBe(null);
  });
});
