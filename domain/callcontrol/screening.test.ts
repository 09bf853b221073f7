/** Lists of numbers with which there are no calls, asked by every way in and out. */
import { describe, expect, test } from 'vitest';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { DialNumber } from '../numbers/dial.ts';
import type { NumberList } from './screening.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const list = (number: string, direction: string): NumberList => ({
  find: (asked) =>
    asked.number === number && asked.direction === direction ? { reason: 'blacklist', entryId: 'entry' } : null,
});
const outside = (number: string) =>
  ({
    kind: 'external',
    number: number as DialNumber,
    trunkId: simulatedTrunk,
    callerId: simulatedDid,
  }) as const;
const withList = (number: string, direction: string): TestCallControl =>
  new TestCallControl({ configuration: { numberLists: [list('nobody', direction), list(number, direction)] } });
const line = `number=${mobile} line=${simulatedDid} trunkId=${simulatedTrunk}`;
const refused = '* refused reason=blacklist entryId=entry';
const nobody = { customerId: null, customerName: null } as const;
const place = { type: 'place', callId: 'call', agentId: id(0), target: outside(mobile), ...nobody } as const;

describe('[S6] a number on a list', () => {
  test('is refused when it calls, before anybody is rung, and its record says why', () => {
    const s = withList(mobile, 'inbound');
    expect(s.inbound()).toEqual([
      `* started direction=inbound ${line}`,
      refused,
      '* ended outcome=refused side=system cause=21',
      'refuse legId=caller cause=21',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'refused', hangupSide: 'system', agentId: null, talkSeconds: 0 });
  });

  test('is not called by an agent, and the record says who wanted it; the agent stays free', () => {
    const s = withList(mobile, 'outbound');
    expect(s.tell(place)).toEqual([
      `* started direction=outbound ${line}`,
      `${refused} number=${mobile}`,
      '* ended outcome=refused side=system cause=21',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'refused', agentId: id(0), talkSeconds: 0 });
    expect(s.agent()).toMatchObject({ state: 'ready', callId: null, second: null });
    expect(s.state.calls.size).toBe(0);
  });

  test('counts from the next call on when it is put on a list, and nothing else of what calls go by is touched', () => {
    const s = new TestCallControl();
    const { numberLists: _, ...before } = s.state.configuration;
    expect(s.tell({ type: 'numbers-listed', numberLists: [list(mobile, 'outbound')] })).toEqual([]);
    const { numberLists, ...after } = s.state.configuration;
    expect([
      numberLists.length,
      Object.entries(after).every(([key, value]) => before[key as keyof typeof before] === value),
    ]).toEqual([1, true]);
    expect(s.tell(place)).toContain(`${refused} number=${mobile}`);
    s.tell({ type: 'numbers-listed', numberLists: [] });
    expect(s.tell({ ...place, callId: 'next' })).not.toContain(`${refused} number=${mobile}`);
  });

  test('is not called without an agent either', () => {
    const s = withList(mobile, 'outbound');
    const leadsTo = { kind: 'queue', queueId: 'queue-1' } as const;
    const event = { type: 'originate', callId: 'call', origin: 'campaign', target: outside(mobile), leadsTo } as const;
    expect(s.tell({ ...event, ...nobody })).toEqual([
      `* started direction=outbound ${line}`,
      `${refused} number=${mobile}`,
      '* ended outcome=refused side=system cause=21',
    ]);
  });

  test.each(['consult', 'transfer'] as const)('is no goal of a %s: the call goes on as it was and says so', (type) => {
    const s = withList('+8615400000777', 'outbound').talking();
    const before = s.heard();
    expect(s.tell({ type, agentId: id(0), callId: 'call', target: outside('+8615400000777') })).toEqual([
      `${refused} number=+8615400000777`,
    ]);
    expect(s.heard()).toEqual(before);
    expect(s.call().phase).toBe('talking');
  });

  test('is free in the other direction', () => {
    expect(withList(mobile, 'outbound').inbound()).toContain('answer legId=caller');
    expect(withList(mobile, 'inbound').tell(place).at(-1)).toContain('ring-agent');
  });

  test.each(['110', '119', '120', '122', '112', '0755110'])(
    'that is for emergencies (%s) is called, and may call',
    (number) => {
      expect(
        withList(number, 'outbound')
          .tell({ ...place, target: outside(number) })
          .at(-1),
      ).toContain('ring-agent');
      expect(withList(number, 'inbound').inbound({ caller: number })).toContain('answer legId=caller');
    },
  );

  test('that its owner withholds is never asked about', () => {
    expect(withList('', 'inbound').inbound({ caller: '', withheld: mobile })).toContain('answer legId=caller');
  });
});
