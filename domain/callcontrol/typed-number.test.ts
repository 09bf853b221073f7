/** When a call tells whose number was typed, to those who may not see numbers: once that person's phone has been reached. */
import { describe, expect, test } from 'vitest';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { Event } from './event.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const theirs = { customerId: 'c', customerName: '王芳' };
type Step = (s: TestCallControl) => Event;

function placed(isToldOnceReached: boolean): TestCallControl {
  const s = new TestCallControl();
  const target = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;
  s.apply({ type: 'place', callId: 'call', agentId: id(0), target, ...theirs, isToldOnceReached });
  return s;
}

const ownPhone: Step = (s) => ({ type: 'leg-ready', legId: s.near() });
const exists: Step = (s) => ({ type: 'leg-ready', legId: s.far() });
const rings: Step = (s) => ({ type: 'leg-ringing', legId: s.far() });
const speaks: Step = (s) => ({ type: 'leg-early-media', legId: s.far() });
const answers: Step = (s) => ({ type: 'leg-answered', legId: s.far() });
const answersMute: Step = (s) => ({ type: 'leg-answered-without-audio', legId: s.far() });
const isBusy: Step = (s) => ({ type: 'leg-gone', legId: s.far(), cause: 17, sipCode: 486 });
const givesUp: Step = () => ({ type: 'hang-up', agentId: id(0), callId: 'call' });

describe('[U1] whose number was typed is told to one who may not see numbers', () => {
  test.each<[string, Step[], boolean]>([
    ['not when the call is placed', [], false],
    ['not when they hang up before their own phone is there', [givesUp], false],
    ['not when the number is dialled', [ownPhone, exists], false],
    ['not when they hang up before anything rings', [ownPhone, exists, givesUp], false],
    ['not when the number is busy', [ownPhone, exists, isBusy], false],
    ['when it rings', [ownPhone, exists, rings], true],
    ['when it rings, also after they have hung up', [ownPhone, exists, rings, givesUp], true],
    ['when the network speaks', [ownPhone, exists, speaks], true],
    ['when it is answered at once', [ownPhone, exists, answers], true],
    ['when it is answered without any sound', [ownPhone, exists, answersMute], true],
  ])('[U1] %s', (_when, steps, isTold) => {
    const s = placed(true);
    for (const step of steps) s.apply(step(s), 1);
    expect(s.call()).toMatchObject(isTold ? theirs : { customerId: null, customerName: null });
    expect(s.record().customerId).toBe(isTold ? 'c' : null);
  });

  test('[U1] and to everybody else from the beginning', () => {
    expect(placed(false).call()).toMatchObject(theirs);
  });
});
