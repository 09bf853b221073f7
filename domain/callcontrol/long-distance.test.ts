/** The 0 of long distance and the digits for an outside line, in calls: what the line is given, and what calls and records keep. */
import { describe, expect, test } from 'vitest';
import type { SavedAgent } from '../agents/agent.ts';
import { plainLine, type LinePlan } from '../numbers/line-digits.ts';
import type { LongDistance } from '../numbers/long-distance.ts';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { Configuration } from './configuration.ts';
import { targetFor } from './destination.ts';
import { selectTrunk, withZero } from './placing.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const elsewhere: Partial<Configuration> = { areaCodeOf: () => '0991' };
const trunkOf = (plan: Partial<LinePlan>) =>
  new Map([
    [
      simulatedTrunk,
      { id: simulatedTrunk, channels: 9, isEnabled: true, callerId: simulatedDid, plan: { ...plainLine, ...plan } },
    ],
  ]);
function control(rule: LongDistance, change: Partial<Configuration> = elsewhere, mine: Partial<SavedAgent> = {}) {
  const s = new TestCallControl({ agents: [{ longDistance: rule, ...mine }, {}] });
  s.apply({ type: 'configured', configuration: { ...s.state.configuration, ...change } });
  return s;
}
/** What the line is given when the agent has said this. */
function dialled(s: TestCallControl, said?: boolean): string {
  const target = withZero(selectTrunk(s.state, id(0), mobile)!, said);
  if (target === 'ask') return 'ask';
  const about = { customerId: null, customerName: null, isToldOnceReached: false };
  s.apply({ type: 'place', callId: 'call', agentId: id(0), target, ...about });
  const made = s.answers().find((line) => line.startsWith('create-leg'));
  return /number=(\S*)/.exec(made ?? '')?.[1] ?? '';
}

describe('a number that an agent dials', () => {
  test.each<[LongDistance, Partial<Configuration>, boolean | undefined, string]>([
    ['never', elsewhere, undefined, '13900000042'],
    ['always', elsewhere, undefined, '013900000042'],
    ['always', { areaCodeOf: () => '0755' }, undefined, '13900000042'],
    ['always', { areaCodeOf: () => '' }, undefined, '13900000042'],
    ['ask', elsewhere, undefined, 'ask'],
    ['ask', elsewhere, true, '013900000042'],
    ['ask', elsewhere, false, '13900000042'],
    ['ask', { areaCodeOf: () => '' }, undefined, 'ask'],
    ['ask', { areaCodeOf: () => '0755' }, undefined, '13900000042'],
    ['never', elsewhere, true, '13900000042'],
    ['never', { ...elsewhere, longDistance: 'always' }, undefined, '13900000042'],
    ['always', { ...elsewhere, trunks: trunkOf({ longDistance: 'never' }) }, undefined, '13900000042'],
    ['never', { ...elsewhere, trunks: trunkOf({ longDistance: 'always' }) }, undefined, '013900000042'],
    ['ask', { ...elsewhere, trunks: trunkOf({ longDistance: 'always' }) }, undefined, '013900000042'],
    ['never', { ...elsewhere, trunks: trunkOf({ outsidePrefix: '9' }) }, undefined, '913900000042'],
    ['always', { ...elsewhere, trunks: trunkOf({ outsidePrefix: '9' }) }, undefined, '9013900000042'],
  ])('[A4.3][A4.6] %s, %j, said %s: the line is given %s', (rule, change, said, expected) => {
    expect(dialled(control(rule, change), said)).toBe(expected);
  });

  test('[A4.3][A4.6] is kept, shown and reported without the digits of the line', () => {
    const s = control('always', { ...elsewhere, trunks: trunkOf({ outsidePrefix: '9' }) });
    expect(dialled(s)).toBe('9013900000042');
    expect([s.call().number, s.record().number]).toEqual([mobile, mobile]);
  });
});

describe('a number that is called for an agent or for nobody', () => {
  const wish = { agentId: id(0), how: 'transfer', isFromOutside: true, number: '' } as const;
  const to = (s: TestCallControl, addsZero?: boolean) =>
    targetFor(
      s.state,
      wish,
      { kind: 'external', number: mobile, keys: '', ...(addsZero !== undefined && { addsZero }) },
      0,
    );

  test('[A4.3] of a transfer or a consultation is asked for as well', () => {
    expect(to(control('ask'))).toBe('phone.ask-zero');
    expect(to(control('ask'), true)).toMatchObject({ number: mobile, addsZero: true });
    expect(to(control('always'))).toMatchObject({ number: mobile, addsZero: true });
    expect(to(control('never'))).not.toHaveProperty('addsZero');
    expect(to(control('ask', elsewhere, { mayCallDomestic: false }))).toBe('phone.not-allowed');
  });

  test.each<[LongDistance, string, string]>([
    ['never', '0991', '13900000042'],
    ['always', '0991', '013900000042'],
    ['ask', '0991', '013900000042'],
    ['ask', '', '13900000042'],
    ['ask', '0755', '13900000042'],
  ])('[A4.3] where nobody dials goes by the company: %s, area %s', (longDistance, areaCode, expected) => {
    const s = new TestCallControl({ agents: [{}] });
    const configuration = { ...simulatedConfiguration(1), longDistance, areaCodeOf: () => areaCode };
    s.apply({ type: 'configured', configuration });
    const target = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;
    const about = { origin: 'campaign', customerId: null, customerName: null } as const;
    const leadsTo = { kind: 'queue', queueId: 'queue-1' } as const;
    const made = s.tell({ type: 'originate', callId: 'call', target, leadsTo, ...about });
    expect(made.find((line) => line.startsWith('create-leg'))).toContain(`number=${expected} `);
  });
});
