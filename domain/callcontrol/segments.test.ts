/** Where a call has been: its segments, found anew after each event, and the sums over them. */
import { describe, expect, test } from 'vitest';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { departmentOfCall } from './department.ts';
import { timesOf } from './segments.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

/** A call's segments as `kind agent from-to`, in seconds from its beginning. */
function segments(s: TestCallControl): string[] {
  const { segments: all, startedAt } = s.call();
  const second = (at: number | null): string => (at === null ? '' : String((at - startedAt) / 1000));
  return all.map(
    ({ kind, isMain, agentId, startedAt: from, answeredAt, endedAt, begunBy, endedBy }) =>
      `${isMain ? '' : 'beside: '}${kind}${agentId === null ? '' : ` agent-${Number(agentId.slice(-3))}`} ${second(from)}-${second(endedAt)} ${answeredAt === null ? 'not answered' : `answered ${second(answeredAt)}`}, ${begunBy} to ${endedBy}`,
  );
}

describe('[R1] the segments of a call', () => {
  test('are the menu, the queue and the agent, each with how it began and ended', () => {
    const s = new TestCallControl().talking();
    s.gone('caller', 60);
    expect(segments(s)).toEqual([
      'menu 0-2 not answered, inbound to digit',
      'queue 2-7 not answered, digit to leg-ready',
      'agent agent-0 7-67 answered 7, leg-ready to leg-gone',
    ]);
    expect(s.call().segments[2]).toMatchObject({ offeredAt: s.call().startedAt + 2000, seq: 3, queueId: 'queue-1' });
  });

  test('of a call outside are one, answered when the other party answers', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-answered', legId: s.far() }, 9);
    s.gone(s.far(), 20);
    expect(segments(s)).toEqual(['agent agent-0 0-30 answered 10, place to leg-gone']);
    expect(timesOf(s.call().segments, s.now)).toEqual({
      menu: 0,
      wait: 0,
      ring: 10_000,
      talk: 20_000,
      hold: 0,
      voicemail: 0,
      consultation: 0,
    });
  });

  test('of a colleague who was called stand beside those of the one who called', () => {
    const s = new TestCallControl();
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-ready', legId: s.far() }, 4);
    s.gone(s.far(), 10);
    expect(segments(s)).toEqual([
      'agent agent-0 0-15 answered 5, place to leg-gone',
      'beside: agent agent-1 5-15 answered 5, leg-ready to leg-gone',
    ]);
  });

  test('of an extension that did not answer are ringing, and no talk of its agent', () => {
    const s = new TestCallControl();
    s.inbound();
    s.press('0', '4', '0', '0');
    s.apply(s.due('ring'), 20);
    s.gone('caller', 5);
    expect(segments(s)).toEqual([
      'menu 0-4 not answered, inbound to digit',
      'agent agent-0 4-24 not answered, digit to deadline',
      'menu 24-29 not answered, deadline to leg-gone',
    ]);
    expect(s.record()).toMatchObject({ agentId: null, outcome: 'abandoned-menu', talkSeconds: 0, waitSeconds: 0 });
  });

  test('of a caller whose agent was lost tell both waits, and whose talk it was; the message is kept', () => {
    const s = new TestCallControl({ agents: [{}] }).talking();
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 60);
    s.apply(s.due('grace'), 30);
    s.apply(s.due('queue'), 120);
    s.played(4);
    s.gone('caller', 26);
    expect(segments(s).slice(1)).toEqual([
      'queue 2-7 not answered, digit to leg-ready',
      'agent agent-0 7-97 answered 7, leg-ready to deadline',
      'queue 97-217 not answered, deadline to deadline',
      'voicemail 217-247 not answered, deadline to leg-gone',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', agentId: id(0), waitSeconds: 125, talkSeconds: 90 });
    expect(timesOf(s.call().segments, s.now)).toEqual({
      menu: 2000,
      wait: 125_000,
      ring: 0,
      talk: 90_000,
      hold: 0,
      voicemail: 30_000,
      consultation: 0,
    });
  });

  test('count every hold once', () => {
    const s = new TestCallControl().talking();
    for (const type of ['hold', 'resume', 'hold', 'resume'] as const)
      s.apply({ type, agentId: id(0), callId: 'call' }, 5);
    s.gone('caller', 5);
    const holds = [7 + 5, 7 + 15].map((second) => ({
      from: s.call().startedAt + second * 1000,
      to: s.call().startedAt + (second + 5) * 1000,
    }));
    expect(s.call().segments.at(-1)!.holds).toEqual(holds);
    expect(timesOf(s.call().segments, s.now)).toMatchObject({ talk: 15_000, hold: 10_000 });
  });
});

describe('[R1] talk with the customer and talk among those who serve them', () => {
  const ask = { type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } } as const;
  const consulting = (): TestCallControl => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
    s.apply(ask, 10);
    s.answers(2);
    return s;
  };

  test('are told apart: a consultation is hold for the customer, and no talk with them for whoever is asked', () => {
    const s = consulting();
    s.apply({ type: 'merge', agentId: id(0), callId: 'call' }, 20);
    s.apply({ type: 'hold', agentId: id(0), callId: 'call', partyId: 'caller' }, 5);
    s.gone('caller', 3);
    expect(segments(s).slice(2)).toEqual([
      'agent agent-0 7-47 answered 7, leg-ready to leg-gone',
      'beside: consultation agent-1 19-39 answered 19, leg-ready to merge',
      'beside: agent agent-1 39-47 answered 39, merge to leg-gone',
      'consultation agent-0 47- answered 47, leg-gone to null',
      'beside: consultation agent-1 47- answered 47, leg-gone to null',
    ]);
    expect(s.call().segments[4]!.holds).toEqual([{ from: s.now - 3000, to: s.now }]);
    expect(timesOf(s.call().segments, s.now)).toEqual({
      menu: 2000,
      wait: 5000,
      ring: 0,
      talk: 15_000,
      hold: 25_000,
      voicemail: 0,
      consultation: 0,
    });
  });

  test.each<[string, (s: TestCallControl) => void, number]>([
    ['left while they waited', () => undefined, 10],
    ['left a conversation of three', (s) => void s.apply({ type: 'merge', agentId: id(0), callId: 'call' }, 20), 13],
  ])('[A2.5] stay apart when the customer has %s', (_what, before, talk) => {
    const s = consulting();
    before(s);
    s.gone('caller', 3);
    const { talkSeconds, holdSeconds } = s.record();
    expect(talkSeconds).toBe(talk);
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 60);
    expect(s.record()).toMatchObject({ talkSeconds, holdSeconds, agentId: id(0), outcome: 'connected' });
    expect(timesOf(s.call().segments, s.now).consultation).toBe(60_000);
  });

  test('[A2.5] leave the call with the agent whom its customer had, when they leave the others to themselves', () => {
    const s = consulting();
    s.apply({ type: 'merge', agentId: id(0), callId: 'call' }, 2);
    s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(2) } });
    s.answers(2);
    s.apply({ type: 'merge', agentId: id(0), callId: 'call' }, 2);
    s.gone('caller', 1);
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1);
    expect([s.call().phase, s.call().agentId]).toEqual(['talking', id(2)]);
    expect(s.record().agentId).toBe(id(0));
    expect(
      departmentOfCall(
        {
          ...s.state,
          agents: new Map([...s.state.agents].map(([key, agent]) => [key, { ...agent, departmentId: `of ${key}` }])),
        },
        s.call(),
      ),
    ).toBe(`of ${id(0)}`);
  });

  test('[A2.5] with a number outside is a consultation beside the call', () => {
    const s = new TestCallControl().talking();
    s.apply(
      { ...ask, target: { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } },
      10,
    );
    s.apply({ type: 'leg-answered', legId: s.rung() }, 4);
    s.apply({ type: 'swap', agentId: id(0), callId: 'call' }, 6);
    s.apply({ type: 'stop-consult', agentId: id(0), callId: 'call' }, 3);
    expect(segments(s).slice(3)).toEqual(['beside: consultation 21-30 answered 21, leg-answered to stop-consult']);
    expect(s.call().segments[3]!.holds).toEqual([{ from: s.now - 3000, to: s.now }]);
  });
});
