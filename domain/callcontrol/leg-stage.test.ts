import { describe, expect, test } from 'vitest';
import { legOf } from './call.ts';
import { legStage } from './leg-stage.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

/** What each leg that has not ended does, and for how many seconds. */
function stagesOf(s: TestCallControl, callId = 'call'): Record<string, string> {
  const call = s.call(callId);
  return Object.fromEntries(
    call.legs
      .filter(({ state }) => state !== 'ended')
      .map((leg) => {
        const { stage, since } = legStage(call, leg);
        return [
          leg.agentId === null ? 'line' : (s.state.agents.get(leg.agentId)?.extension ?? ''),
          `${stage} ${(s.now - since) / 1000}`,
        ];
      }),
  );
}
const held = { agentId: id(0), callId: 'call' } as const;
const away = (s: TestCallControl) => s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away' });

describe('[U7] what a leg does', () => {
  const one = () => new TestCallControl({ agents: [{}] });
  test.each<[string, (s: TestCallControl) => unknown, Record<string, string>]>([
    ['a caller in a menu', (s) => s.inbound(), { line: 'menu 0' }],
    ['a caller who waits', (s) => [away(s), s.queued()], { line: 'queued 0' }],
    ['a phone that is being called', (s) => s.queued(), { line: 'queued 0', 400: 'calling 0' }],
    [
      'a phone that rings',
      (s) => [s.queued(), s.apply({ type: 'leg-ringing', legId: s.near() }, 1)],
      { line: 'queued 1', 400: 'ringing 0' },
    ],
    ['a conversation', (s) => s.talking(), { line: 'talking 0', 400: 'talking 0' }],
    [
      'somebody on hold, whose agent waits',
      (s) => [s.talking(), s.apply({ type: 'hold', ...held }, 10), (s.now += 5000)],
      { line: 'held 5', 400: 'waiting 15' },
    ],
    ['a number that is called', (s) => s.dialing(), { line: 'calling 0', 400: 'waiting 0' }],
    ['a call that is parked', (s) => [s.talking(), s.apply({ type: 'park', ...held }, 3)], { line: 'parked 0' }],
  ])('%s', (_what, go, expected) => {
    const s = one();
    go(s);
    expect(stagesOf(s)).toEqual(expected);
  });

  test('a supervisor who listens, and who speaks', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
    const act = { agentId: id(2), callId: 'call', targetAgentId: id(0) };
    s.apply({ type: 'supervise', ...act, mode: 'listen' }, 1);
    s.answers();
    expect(stagesOf(s)).toMatchObject({ 402: 'supervising 0' });
    s.apply({ type: 'supervise', ...act, mode: 'barge' }, 4);
    expect(stagesOf(s)['402']).toMatch(/^talking /);
  });

  test('a caller whose message is recorded', () => {
    const s = new TestCallControl({ agents: [] }).queued();
    s.apply(s.due('queue'), 600);
    expect(legStage(s.call(), legOf(s.call(), 'caller')!).stage).toBe('voicemail');
  });
});

describe('[U7] a call that is hung up for all', () => {
  const end = (s: TestCallControl, callId = 'call') =>
    s.apply({ type: 'force-hang-up', callId, targetAgentId: null, byAgentId: id(1) }, 2);

  test.each<[string, (s: TestCallControl) => unknown, string]>([
    ['while a caller is in the menu', (s) => s.inbound(), 'cancelled'],
    ['while an agent is asked', (s) => s.queued(), 'cancelled'],
    ['in the conversation', (s) => s.talking(), 'connected'],
    ['on hold', (s) => [s.talking(), s.apply({ type: 'hold', ...held }, 1)], 'connected'],
    ['while a number is called', (s) => s.dialing(), 'cancelled'],
    ['while a call is parked', (s) => [s.talking(), s.apply({ type: 'park', ...held }, 1)], 'connected'],
  ])('ends %s, with all its legs', (_when, go, outcome) => {
    const s = new TestCallControl();
    go(s);
    end(s);
    expect(s.call()).toMatchObject({ phase: 'ended', outcome, hangupSide: 'system' });
    expect(s.state.calls.size).toBe(0);
    expect(s.agent(0).callId).toBeNull();
  });

  test('is not called back again, where it was calling somebody back', () => {
    const terms = { key: '1', attempts: 3, pauseSeconds: 60, expirySeconds: 3600 };
    const s = new TestCallControl({ agents: [{ wrapUpSeconds: 0 }, {}], queue: { callback: terms } });
    for (const i of [0, 1]) s.apply({ type: 'choose-state', agentId: id(i), chosen: 'away' });
    s.inbound({});
    s.press('1', '1', '1');
    s.played();
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'ready' }, 5);
    end(s, 'call8');
    expect([...s.state.calls.keys()]).toEqual([]);
  });
});
