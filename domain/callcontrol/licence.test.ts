/** What a tenant's licence lets its tenant do. */
import { plainLine } from '../numbers/line-digits.ts';
import { describe, expect, test } from 'vitest';
import type { DialNumber } from '../numbers/dial.ts';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { agentId, simulatedAgent } from '../simulation/simulation.ts';
import { applyChange, emptyState, type TenantState, type Change } from './transition.ts';
import type { Configuration } from './configuration.ts';
import { didsOf } from './dids.ts';
import type { Event } from './event.ts';
import { linesInUse } from './lines.ts';
import { whyNotPlace } from './placing.ts';
import { reduce } from './reduce.ts';

const now = 1_750_000_000_000;

/** A tenant with two agents whose phones are there. */
function tenantOf(configuration: Configuration): { state: TenantState; apply(event: Event): Change } {
  const tenant = {
    state: emptyState(configuration),
    apply(event: Event): Change {
      const change = reduce(tenant.state, event, now);
      tenant.state = applyChange(tenant.state, change);
      return change;
    },
  };
  tenant.apply({ type: 'configured', configuration });
  for (const [at, id] of [agentId(0), agentId(1)].entries()) {
    tenant.apply({ type: 'agent-saved', agent: simulatedAgent(at) });
    tenant.apply({ type: 'phone-registered', agentId: id });
  }
  return tenant;
}
const inbound = (number: number): Event => ({
  type: 'inbound',
  callId: `call-${number}`,
  legId: `leg-${number}`,
  trunkId: simulatedTrunk,
  dialed: simulatedDid,
  caller: `+8613900000${number}`,
  callerName: '',
  isOverCapacity: false,
});
const outside = {
  kind: 'external',
  number: '+8613900000099' as DialNumber,
  trunkId: simulatedTrunk,
  callerId: simulatedDid,
} as const;
const twoLines = { ...simulatedConfiguration(2), licensedChannels: 2 };
const refusals = (change: Change) => change.facts.flatMap(({ fact }) => (fact.type === 'refused' ? [fact.reason] : []));

describe('[P1] licensed channels', () => {
  test('let in as many calls as there are, and refuse the next one with congestion', () => {
    const tenant = tenantOf(twoLines);
    expect([refusals(tenant.apply(inbound(1))), refusals(tenant.apply(inbound(2)))]).toEqual([[], []]);
    const third = tenant.apply(inbound(3));
    expect(refusals(third)).toEqual(['lines-full']);
    expect(third.commands.get('call-3')).toContainEqual({ do: 'refuse', legId: 'leg-3', cause: 34 });
    expect([...tenant.state.calls.keys()]).toEqual(['call-1', 'call-2']);
  });

  test('hold back a call outside as soon as all are taken, and let it go when one is free', () => {
    const tenant = tenantOf(twoLines);
    tenant.apply(inbound(1));
    expect(whyNotPlace(tenant.state, agentId(1), outside)).toBeNull();
    tenant.apply(inbound(2));
    expect(whyNotPlace(tenant.state, agentId(1), outside)).toBe('phone.busy-lines');
    tenant.apply({ type: 'leg-gone', legId: 'leg-1', cause: 16, sipCode: null });
    expect(whyNotPlace(tenant.state, agentId(1), outside)).toBeNull();
  });

  test('that were lowered below the calls in progress end none of them', () => {
    const tenant = tenantOf(twoLines);
    tenant.apply(inbound(1));
    tenant.apply(inbound(2));
    const change = tenant.apply({ type: 'configured', configuration: { ...twoLines, licensedChannels: 1 } });
    expect(change.commands.size).toBe(0);
    expect(tenant.state.calls.size).toBe(2);
  });
});

describe('[P1] a tenant that was suspended or has expired', () => {
  const suspended = { ...twoLines, canCall: false };

  test('keeps its calls in progress, and gets no new ones in either direction', () => {
    const tenant = tenantOf(twoLines);
    tenant.apply(inbound(1));
    expect(tenant.apply({ type: 'configured', configuration: suspended }).commands.size).toBe(0);
    expect([...tenant.state.calls.keys()]).toEqual(['call-1']);
    expect(refusals(tenant.apply(inbound(2)))).toEqual(['tenant-suspended']);
    expect(whyNotPlace(tenant.state, agentId(1), outside)).toBe('phone.tenant-suspended');
  });

  test('calls again as soon as it may', () => {
    const tenant = tenantOf(suspended);
    tenant.apply({ type: 'configured', configuration: twoLines });
    expect(refusals(tenant.apply(inbound(1)))).toEqual([]);
    expect(whyNotPlace(tenant.state, agentId(1), outside)).toBeNull();
  });
});

describe('[S1] the lines of a trunk', () => {
  /** One trunk with two lines beside one with many; each call stands on its own. */
  const trunks = new Map(
    [
      ['narrow', 2],
      [simulatedTrunk, 10],
    ].map(([id, channels]) => [
      id as string,
      { id: id as string, channels: channels as number, isEnabled: true, callerId: simulatedDid, plan: plainLine },
    ]),
  );
  const configuration: Configuration = {
    ...simulatedConfiguration(2),
    trunks,
    dids: didsOf(
      ['narrow', simulatedTrunk].map((trunkId) => ({ trunkId, number: '1', menuId: 'menu-1' })),
      { countryCode: '86', areaCode: '755' },
    ),
  };
  const narrow = { ...outside, trunkId: 'narrow' };
  const arrive = (tenant: ReturnType<typeof tenantOf>, number: number, trunkId: string) =>
    tenant.apply({ ...inbound(number), trunkId, dialed: '1' } as Event);

  test('are used up by just as many calls as there are, and those of another trunk do not count', () => {
    const tenant = tenantOf(configuration);
    arrive(tenant, 1, simulatedTrunk);
    arrive(tenant, 2, simulatedTrunk);
    expect(whyNotPlace(tenant.state, agentId(1), narrow)).toBeNull();
    arrive(tenant, 3, 'narrow');
    expect(whyNotPlace(tenant.state, agentId(1), narrow)).toBeNull();
    arrive(tenant, 4, 'narrow');
    expect(whyNotPlace(tenant.state, agentId(1), narrow)).toBe('phone.busy-lines');
    expect(whyNotPlace(tenant.state, agentId(1), outside)).toBeNull();
    tenant.apply({ type: 'leg-gone', legId: 'leg-4', cause: 16, sipCode: null });
    expect(whyNotPlace(tenant.state, agentId(1), narrow)).toBeNull();
  });

  test("are those that calls really use: the customer's until they leave, and those of numbers that were called into a call", () => {
    const tenant = tenantOf(configuration);
    const me = agentId(0);
    tenant.apply({ type: 'phone-issued', agentId: me, sessionId: 'session' });
    tenant.apply({ type: 'phone-registered', agentId: me });
    arrive(tenant, 1, 'narrow');
    tenant.apply({ type: 'digit', legId: 'leg-1', digit: '1' });
    const own = tenant.state.calls.get('call-1')!.offers[0]!.id;
    for (let i = 0; i < 2; i += 1) tenant.apply({ type: 'leg-ready', legId: own });
    tenant.apply({ type: 'consult', agentId: me, callId: 'call-1', target: outside });
    tenant.apply({ type: 'leg-answered', legId: tenant.state.calls.get('call-1')!.offers[0]!.id });
    expect(['narrow', simulatedTrunk].map((trunkId) => linesInUse(tenant.state, trunkId))).toEqual([1, 1]);
    tenant.apply({ type: 'leg-gone', legId: 'leg-1', cause: 16, sipCode: null });
    expect(tenant.state.calls.get('call-1')?.phase).toBe('talking');
    expect(['narrow', simulatedTrunk].map((trunkId) => linesInUse(tenant.state, trunkId))).toEqual([0, 1]);
  });

  test('are kept for a call whose number is called in a moment, once', () => {
    const tenant = tenantOf(configuration);
    tenant.apply({
      type: 'place',
      callId: 'out',
      agentId: agentId(0),
      target: narrow,
      customerId: null,
      customerName: null,
    });
    const lines = [linesInUse(tenant.state, 'narrow')];
    tenant.apply({ type: 'leg-ready', legId: 'out.1' });
    tenant.apply({ type: 'leg-ready', legId: 'out.1' });
    for (const type of ['leg-ready', 'leg-early-media', 'leg-answered'] as const) {
      lines.push(linesInUse(tenant.state, 'narrow'));
      tenant.apply({ type, legId: 'out.2' });
    }
    expect([...lines, linesInUse(tenant.state, 'narrow')]).toEqual([1, 1, 1, 1, 1]);
  });

  test('are not there where the trunk is off or gone', () => {
    const off = new Map([...trunks, ['narrow', { ...trunks.get('narrow')!, isEnabled: false }]]);
    expect(whyNotPlace(tenantOf({ ...configuration, trunks: off }).state, agentId(1), narrow)).toBe('phone.no-trunk');
    expect(whyNotPlace(tenantOf(configuration).state, agentId(1), { ...narrow, trunkId: 'gone' })).toBe(
      'phone.no-trunk',
    );
  });
});

describe('[A2.2] a call is not placed', () => {
  const me = agentId(1);
  test.each<[string, (tenant: ReturnType<typeof tenantOf>) => void, Parameters<typeof whyNotPlace>[2], string | null]>([
    [
      'by somebody unknown',
      ({ state }) => void (state.agents as Map<string, unknown>).delete(me),
      outside,
      'phone.not-registered',
    ],
    [
      'without a phone',
      ({ apply }) => void apply({ type: 'phone-lost', agentId: me }),
      outside,
      'phone.not-registered',
    ],
    [
      'by somebody who is disabled',
      ({ apply }) => void apply({ type: 'agent-saved', agent: simulatedAgent(1, { isEnabled: false }) }),
      outside,
      'phone.not-registered',
    ],
    [
      'beside another one',
      ({ apply }) =>
        void apply({ type: 'place', callId: 'c', agentId: me, target: outside, customerId: null, customerName: null }),
      outside,
      'phone.call-in-progress',
    ],
    [
      'to an extension that nobody has',
      () => undefined,
      { kind: 'extension', extension: '499' },
      'phone.invalid-number',
    ],
    ['to oneself', () => undefined, { kind: 'extension', extension: '401' }, 'phone.invalid-number'],
    ['for any other reason', () => undefined, { kind: 'extension', extension: '400' }, null],
  ])('%s', (_what, prepare, target, refusal) => {
    const tenant = tenantOf(twoLines);
    prepare(tenant);
    expect(whyNotPlace(tenant.state, me, target)).toBe(refusal);
  });
});
