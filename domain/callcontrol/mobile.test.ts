/** Callers who want an agent that cannot be rung, and the agent's mobile. */
import { describe, expect, test } from 'vitest';
import type { SavedAgent } from '../agents/agent.ts';
import { exceptions } from '../agents/exception.ts';
import type { DialNumber } from '../numbers/dial.ts';
import { simulatedDid } from '../simulation/demo-configuration.ts';
import { mobileFor } from './mobile.ts';
import { id, mobile as caller, TestCallControl } from './test-callcontrol.ts';
import type { Configuration } from './configuration.ts';

const bound = '+8613700000007' as DialNumber;
const forwards = { mobile: bound, mobileWhen: [...exceptions] };

/** agent-1 forwards, and is away. */
function control(change: Partial<SavedAgent> = {}, configuration: Partial<Configuration> = {}): TestCallControl {
  const s = new TestCallControl({ agents: [{}, { ...forwards, ...change }, {}], configuration });
  s.apply({ type: 'choose-state', agentId: id(1), chosen: 'away' });
  return s;
}
/** A caller who has dialled the extension of agent-1. */
function dialled(s = control()): { s: TestCallControl; told: string[] } {
  s.inbound();
  return { s, told: s.press('0', '4', '0', '1') };
}
/** The mobile has been answered by somebody, or something. */
function answered(): TestCallControl {
  const { s } = dialled();
  s.apply({ type: 'leg-ready', legId: s.rung() });
  s.apply({ type: 'leg-ringing', legId: s.rung() }, 3);
  s.apply({ type: 'leg-answered', legId: s.rung() }, 4);
  return s;
}
const key = (s: TestCallControl, digit: string, legId = s.rung()): string[] =>
  s.tell({ type: 'digit', legId, digit }, 2);

describe('[A2.4] the mobile of an agent', () => {
  const ask = (s: TestCallControl, number: string = caller) => {
    const found = mobileFor(s.state, id(1), { number }, s.now);
    return typeof found === 'string' ? found : found.number;
  };
  test.each<[string, () => TestCallControl, string]>([
    ['is called while they are away', control, bound],
    ['is not called where there is none', () => control({ mobile: null }), 'not-set'],
    [
      'is not called in a state that is not chosen',
      () => control({ mobileWhen: ['busy', 'not-connected'] }),
      'not-set',
    ],
    [
      'is not called while they can be rung',
      () => {
        const s = control();
        s.apply({ type: 'choose-state', agentId: id(1), chosen: 'ready' });
        return s;
      },
      'not-set',
    ],
    [
      'is called while they have no phone',
      () => {
        const s = control({ mobileWhen: ['not-connected'] });
        s.apply({ type: 'phone-lost', agentId: id(1) });
        return s;
      },
      bound,
    ],
    ['is not called for who talks with colleagues alone', () => control({ isInsideOnly: true }), 'phone.inside-only'],
    ['is not called by who may not call outside', () => control({ kind: 'staff' }), 'phone.not-allowed'],
    [
      'is not called abroad without the right',
      () => control({ mobile: '+6591234567' as DialNumber }),
      'phone.international-not-allowed',
    ],
    ['is not called where it is one of our own numbers', () => control({ mobile: simulatedDid as DialNumber }), 'loop'],
    ['is not called without a trunk', () => control({}, { trunks: new Map() }), 'phone.no-trunk'],
    ['is not called while the company is suspended', () => control({}, { canCall: false }), 'phone.tenant-suspended'],
    [
      'is not called where it is on a list',
      () =>
        control(
          {},
          {
            numberLists: [
              {
                find: ({ number, direction }) =>
                  number === bound && direction === 'outbound' ? { reason: 'blacklist', entryId: 'x' } : null,
              },
            ],
          },
        ),
      'phone.number-blocked',
    ],
  ])('%s', (_what, make, expected) => {
    expect(ask(make())).toBe(expected);
  });

  test('is shown what calls show into which an agent takes those of others', () => {
    const shown = '+8675588880009';
    const s = control(
      { transferCallerId: shown, callerId: simulatedDid },
      { callerIds: new Map([shown, simulatedDid].map((number) => [number, null])) },
    );
    expect(mobileFor(s.state, id(1), { number: caller }, s.now)).toMatchObject({ callerId: shown });
  });

  test('is not called by itself', () => {
    expect(ask(control(), bound)).toBe('loop');
  });

  test('is not called for a second caller while it is being called for a first one', () => {
    const { s } = dialled();
    expect(ask(s)).toBe('loop');
  });
});

describe('[A2.4] a caller who wants an agent that is away', () => {
  test('hears music while the mobile is called by the rules of calls outside', () => {
    const { s, told } = dialled();
    expect(told.filter((line) => line.startsWith('*'))).toContain('* mobile-called agentId=agent-1');
    expect(told.find((line) => line.startsWith('create-leg'))).toContain('number=13700000007');
    expect([s.call().phase, s.heard()]).toEqual(['offered', { customer: 'music' }]);
    expect(s.agent(1).callId).toBeNull();
  });

  test('is announced to the mobile three times, which has twenty seconds for the key; one pressed before it answered is nobody’s', () => {
    const { s } = dialled();
    s.apply({ type: 'leg-ready', legId: s.rung() });
    expect(key(s, '1')).toEqual([]);
    const told = s.tell({ type: 'leg-answered', legId: s.rung() }, 4);
    expect(told.at(-1)).toMatch(/what=mobile-confirm\+mobile-confirm\+mobile-confirm$/);
    expect(s.call().deadlines[`ring/${s.rung()}`]).toBe(s.now + 20_000);
  });

  test('talks with the mobile once the key is pressed there, and not before', () => {
    const s = answered();
    expect(s.heard()).toEqual({ customer: 'music', [bound]: 'tone' });
    for (const wrong of ['2', '#']) expect(key(s, wrong)).toEqual([]);
    expect(key(s, '1', 'caller')).toEqual([]);
    expect(key(s, '1')[0]).toBe('* mobile-answered agentId=agent-1');
    expect(s.heard()).toEqual({ customer: bound, [bound]: 'customer' });
    expect([s.call().phase, s.call().offers, s.call().deadlines]).toEqual(['talking', [], {}]);
    s.gone('caller', 30);
    expect(s.record()).toMatchObject({ outcome: 'connected' });
  });

  test('is back in the menu when nobody at the mobile presses the key, whatever was said to it', () => {
    const s = answered();
    const { legId, place } = s.call().parties.find(({ number }) => number === bound)!;
    const playbackId = place.kind === 'announcement' ? place.playbackId : '';
    expect(s.tell({ type: 'playback-ended', legId: legId!, playbackId }, 12)).toEqual([]);
    expect(s.heard()).toEqual({ customer: 'music', [bound]: '' });
    const told = s.tell(s.due('ring'), 8);
    expect(told.slice(0, 2)).toEqual([
      '* mobile-missed agentId=agent-1 outcome=no-answer',
      '* extension-unavailable extension=401',
    ]);
    expect([s.call().phase, s.call().parties.length]).toEqual(['menu', 1]);
  });

  test.each([
    ['is hung up while it asks', answered],
    ['is never answered', () => dialled().s],
  ])('is back in the menu where the mobile %s', (_what, make) => {
    const s = make();
    const told = s.gone(s.rung());
    expect(told[0]).toMatch(/^\* mobile-missed agentId=agent-1/);
    expect(s.call().phase).toBe('menu');
  });

  test('hangs up meanwhile, and nothing is left', () => {
    const s = answered();
    s.gone('caller');
    expect([s.call().phase, s.state.legs.size]).toEqual(['ended', 0]);
  });
});

describe('[A2.4] a call that is given to an agent who is away', () => {
  const given = (): TestCallControl => {
    const s = control().talking();
    s.apply({ type: 'transfer', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } }, 5);
    return s;
  };

  test('goes to the mobile, which has it with the key', () => {
    const s = given();
    const { answeredAt } = s.call();
    expect([s.call().offers.map(({ reason }) => reason), s.heard()]).toEqual([['mobile'], { customer: 'music' }]);
    s.apply({ type: 'leg-answered', legId: s.rung() }, 4);
    key(s, '1');
    expect(s.heard()).toEqual({ customer: bound, [bound]: 'customer' });
    expect(s.call().answeredAt).toBe(answeredAt);
  });

  test('comes back to the giver where the mobile does not take it', () => {
    const s = given();
    s.tell(s.due('ring'), 60);
    expect([s.call().offers.map(({ reason, agentId }) => [reason, agentId])]).toEqual([[['return', id(0)]]]);
  });
});
