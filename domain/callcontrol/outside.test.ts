/** What an agent may do with the world outside, and what the world sees of the agent. */
import { plainLine } from '../numbers/line-digits.ts';
import { describe, expect, test } from 'vitest';
import { whyNotCall, type SavedAgent } from '../agents/agent.ts';
import { parseNumber, type DialNumber } from '../numbers/dial.ts';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { agentId, simulatedAgent } from '../simulation/simulation.ts';
import { applyChange, emptyState, type TenantState, type Change } from './transition.ts';
import type { Configuration } from './configuration.ts';
import type { Event } from './event.ts';
import { selectTrunk, whyNotPlace } from './placing.ts';
import { reduce } from './reduce.ts';

const now = 1_750_000_000_000;
const home = { countryCode: '86', areaCode: '755' };
const mobile = '+8613900000001' as DialNumber;
const [me, colleague] = [agentId(0), agentId(1)];

/** A tenant with two agents whose phones are there; `mine` is set up for the first. */
function tenantOf(
  mine: Partial<SavedAgent>,
  change: Partial<Configuration> = {},
): { state: TenantState; apply(event: Event): Change } {
  const configuration = { ...simulatedConfiguration(2), ...change };
  const tenant = {
    state: emptyState(configuration),
    apply(event: Event): Change {
      const next = reduce(tenant.state, event, now);
      tenant.state = applyChange(tenant.state, next);
      return next;
    },
  };
  tenant.apply({ type: 'configured', configuration });
  for (const agent of [simulatedAgent(0, { isRecorded: false, ...mine }), simulatedAgent(1, { isRecorded: false })]) {
    tenant.apply({ type: 'agent-saved', agent });
    tenant.apply({ type: 'phone-issued', agentId: agent.id, sessionId: agent.id });
    tenant.apply({ type: 'phone-registered', agentId: agent.id });
  }
  return tenant;
}
const outside = (state: TenantState, number = mobile) => whyNotPlace(state, me, selectTrunk(state, me, number)!);
const rung = (change: Change): string[] =>
  [...change.commands.values()].flat().flatMap((command) => (command.do === 'ring-agent' ? [command.agentId] : []));

describe('numbers that an agent may call', () => {
  test.each<[string, Partial<SavedAgent>, string, ReturnType<typeof whyNotCall>]>([
    ['an agent calls at home', {}, '13900000001', null],
    ['an agent who was given the right calls abroad', { mayCallInternational: true }, '0085221234567', null],
    ['an agent calls nobody abroad unless given the right', {}, '0085221234567', 'phone.international-not-allowed'],
    [
      'without domestic rights nobody is called at home',
      { mayCallDomestic: false },
      '13900000001',
      'phone.not-allowed',
    ],
    ['without domestic rights short codes are not called', { mayCallDomestic: false }, '95500', 'phone.not-allowed'],
    [
      'without domestic rights abroad is still called',
      { mayCallDomestic: false, mayCallInternational: true },
      '0085221234567',
      null,
    ],
    [
      'without international rights nobody is called abroad',
      { mayCallInternational: false },
      '0085221234567',
      'phone.international-not-allowed',
    ],
    ['staff call nobody outside', { kind: 'staff' }, '13900000001', 'phone.not-allowed'],
    ['inside-only agents call nobody outside', { isInsideOnly: true }, '13900000001', 'phone.not-allowed'],
  ])('[U2] %s', (_what, mine, number, expected) => {
    expect(whyNotCall(simulatedAgent(0, mine), parseNumber(number, home)!, { home, openRanges: [] })).toBe(expected);
  });

  test('[U2] a call outside is refused to those who may not, and colleagues are called all the same', () => {
    for (const mine of [{ kind: 'staff' }, { isInsideOnly: true }, { mayCallDomestic: false }] as const) {
      const { state } = tenantOf(mine);
      expect(outside(state)).toBe('phone.not-allowed');
      expect(whyNotPlace(state, me, { kind: 'extension', extension: '401' })).toBeNull();
    }
    expect(outside(tenantOf({}).state)).toBeNull();
  });
});

describe('the trunk of a call outside', () => {
  const trunks = new Map(
    [simulatedTrunk, 'trunk-2'].map((id) => [
      id,
      { id, channels: 10, isEnabled: true, callerId: `${simulatedDid}-${id}`, plan: plainLine },
    ]),
  );

  test("[U2] is the agent's own, and no other when that one is off", () => {
    expect(selectTrunk(tenantOf({ trunkId: 'trunk-2' }, { trunks }).state, me, mobile)).toMatchObject({
      trunkId: 'trunk-2',
    });
    expect(selectTrunk(tenantOf({}, { trunks }).state, me, mobile)).toMatchObject({ trunkId: simulatedTrunk });
    const off = new Map([
      ...trunks,
      ['trunk-2', { id: 'trunk-2', channels: 10, isEnabled: false, callerId: '', plan: plainLine }],
    ]);
    expect(selectTrunk(tenantOf({ trunkId: 'trunk-2' }, { trunks: off }).state, me, mobile)).toBeNull();
    expect(selectTrunk(tenantOf({ trunkId: 'gone' }, { trunks }).state, me, mobile)).toBeNull();
  });

  test("[S4] [U2] shows the agent's caller ID, else the standard one, else the trunk's; one of another trunk is passed over", () => {
    const shown = (mine: Partial<SavedAgent>, change: Partial<Configuration>) =>
      selectTrunk(tenantOf(mine, { trunks, ...change }).state, me, mobile)?.callerId;
    const callerIds = new Map([
      ['+867551', null],
      ['+867552', null],
      ['+867553', 'trunk-2'],
    ]);
    expect(shown({ callerId: '+867552' }, { callerIds, standardCallerId: '+867551' })).toBe('+867552');
    expect(shown({}, { callerIds, standardCallerId: '+867551' })).toBe('+867551');
    expect(shown({}, {})).toBe(`${simulatedDid}-${simulatedTrunk}`);
    expect(shown({ callerId: '+867553' }, { callerIds, standardCallerId: '+867551' })).toBe('+867551');
    expect(shown({ callerId: '+867553', trunkId: 'trunk-2' }, { callerIds, standardCallerId: '+867551' })).toBe(
      '+867553',
    );
    expect(shown({}, { callerIds, standardCallerId: '+867553' })).toBe(`${simulatedDid}-${simulatedTrunk}`);
    expect(shown({ callerId: '+867559' }, { callerIds, standardCallerId: '+867551' })).toBe('+867551');
  });

  test('[S4] is never without a number as long as the tenant has one', () => {
    const bare = new Map([
      [simulatedTrunk, { id: simulatedTrunk, channels: 10, isEnabled: true, callerId: '', plan: plainLine }],
    ]);
    const shown = (callerIds: [string, string | null][], standardCallerId: string | null) =>
      selectTrunk(tenantOf({}, { trunks: bare, callerIds: new Map(callerIds), standardCallerId }).state, me, mobile)
        ?.callerId;
    expect(
      shown(
        [
          ['+867551', 'trunk-2'],
          ['+867552', null],
        ],
        '+867551',
      ),
    ).toBe('+867552');
    expect(
      shown(
        [
          ['+867551', 'trunk-2'],
          ['+867553', simulatedTrunk],
        ],
        '+867551',
      ),
    ).toBe('+867553');
    expect(shown([['+867551', 'trunk-2']], '+867551')).toBe('+867551');
    expect(shown([], null)).toBe('');
  });
});

describe('calls from outside', () => {
  const inbound: Event = {
    type: 'inbound',
    callId: 'call-1',
    legId: 'leg-1',
    trunkId: simulatedTrunk,
    dialed: simulatedDid,
    caller: mobile,
    callerName: '',
    isOverCapacity: false,
  };

  test('[U2] of a queue go past an inside-only agent, also when they become free', () => {
    const tenant = tenantOf({ isInsideOnly: true });
    tenant.apply({ type: 'choose-state', agentId: colleague, chosen: 'busy' });
    tenant.apply(inbound);
    expect(rung(tenant.apply({ type: 'digit', legId: 'leg-1', digit: '1' }))).toEqual([]);
    tenant.apply({ type: 'choose-state', agentId: me, chosen: 'away' });
    expect(rung(tenant.apply({ type: 'choose-state', agentId: me, chosen: 'ready' }))).toEqual([]);
    expect(rung(tenant.apply({ type: 'choose-state', agentId: colleague, chosen: 'ready' }))).toEqual([colleague]);
  });

  test('[U2] that dial their extension from the menu do not reach an inside-only agent, colleagues do', () => {
    const tenant = tenantOf({ isInsideOnly: true });
    tenant.apply(inbound);
    const digits = ['0', '4', '0', '0'].map((digit) => tenant.apply({ type: 'digit', legId: 'leg-1', digit }));
    expect(digits.flatMap(rung)).toEqual([]);
    expect(digits.flatMap((change) => change.facts.map(({ fact }) => fact.type))).toContain('extension-unavailable');
    tenant.apply({
      type: 'place',
      callId: 'call-2',
      agentId: colleague,
      target: { kind: 'extension', extension: '400' },
      customerId: null,
      customerName: null,
    });
    expect(rung(tenant.apply({ type: 'leg-ready', legId: tenant.state.calls.get('call-2')!.offers[0]!.id }))).toEqual([
      me,
    ]);
  });
});

describe('an agent whose user was deleted', () => {
  test('[U2] leaves the state, and a new one takes their extension', () => {
    const tenant = tenantOf({});
    tenant.apply({ type: 'agent-removed', agentId: me });
    expect(tenant.state.agents.has(me)).toBe(false);
    const heir = simulatedAgent(7, { extension: '400' });
    tenant.apply({ type: 'agent-saved', agent: heir });
    tenant.apply({ type: 'phone-issued', agentId: heir.id, sessionId: heir.id });
    tenant.apply({ type: 'phone-registered', agentId: heir.id });
    tenant.apply({
      type: 'place',
      callId: 'call-1',
      agentId: colleague,
      target: { kind: 'extension', extension: '400' },
      customerId: null,
      customerName: null,
    });
    expect(rung(tenant.apply({ type: 'leg-ready', legId: tenant.state.calls.get('call-1')!.offers[0]!.id }))).toEqual([
      heir.id,
    ]);
  });

  test('[U2] stays while they have a call', () => {
    const tenant = tenantOf({});
    tenant.apply({
      type: 'place',
      callId: 'call-1',
      agentId: me,
      target: { kind: 'extension', extension: '401' },
      customerId: null,
      customerName: null,
    });
    tenant.apply({ type: 'agent-removed', agentId: me });
    expect(tenant.state.agents.has(me)).toBe(true);
  });
});

test('[S1] the way outside is a number with its trunk, its caller ID and the keys behind it, also for one who is not there yet', () => {
  const { state } = tenantOf({});
  const way = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid };
  expect([
    selectTrunk(state, me, mobile),
    selectTrunk(state, me, mobile, '8001'),
    selectTrunk(state, 'nobody', mobile),
  ]).toEqual([
    { ...way, keys: '' },
    { ...way, keys: '8001' },
    { ...way, keys: '' },
  ]);
});
