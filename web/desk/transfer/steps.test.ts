import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { liveCall, party, scenes, type Scene } from '../test-call.ts';
import { holdStep, isOtherHeld, maxParties, stepsOf, type Step } from './steps.ts';

describe('[A2.5] the steps of a transfer', () => {
  const table: [Scene, Step[]][] = [
    ['talking', ['consult', 'transfer', 'park']],
    ['held', ['consult', 'transfer', 'park']],
    ['calling', ['complete', 'again', 'stop']],
    ['alone', ['consult', 'transfer', 'park']],
    ['consulting', ['merge', 'complete', 'swap', 'again', 'stop']],
    ['swapped', ['merge', 'complete', 'swap', 'again', 'stop']],
    ['customerLost', ['again', 'stop']],
    ['conference', ['consult', 'complete', 'stop']],
    ['consulted', []],
    ['supervising', []],
  ];
  it.each(table)('while %s are %j', (scene, steps) => {
    expect([...stepsOf(scenes[scene])].toSorted()).toEqual(steps.toSorted());
  });

  it.each(['ringing', 'dialing', 'alerting', 'voicemail', 'reconnecting', 'ended'] as const)(
    'are none while the call is %s',
    (phase) => {
      expect([...stepsOf({ ...scenes.talking, phase })]).toEqual([]);
    },
  );

  it('bring nobody into a conference that is full, and drop nobody in particular of several', () => {
    const parties = Array.from({ length: maxParties }, (_, i) => party(i === 0 ? 'own' : `p${i}`));
    expect([...stepsOf(liveCall({ phase: 'conference', parties }))]).toEqual(['complete']);
    expect([...stepsOf(liveCall({ phase: 'conference', parties: parties.slice(1) }))]).toEqual(['consult', 'complete']);
  });

  it('are fewer for one whose call it is not: nothing is given away, nobody is taken out', () => {
    const others = (scene: Scene) => [...stepsOf({ ...scenes[scene], isOwner: false })];
    expect(others('talking')).toEqual(['consult']);
    expect(others('conference')).toEqual(['consult', 'complete']);
  });

  it('never let a supervisor change the call that they hear', () => {
    const phases = [
      'ringing',
      'dialing',
      'alerting',
      'voicemail',
      'talking',
      'held',
      'consulting',
      'conference',
      'reconnecting',
      'ended',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...phases), fc.constantFrom(...Object.values(scenes)), (phase, scene) => {
        const call: LiveCall = { ...scene, phase, supervising: scenes.supervising.supervising };
        expect([stepsOf(call).size, holdStep(call)]).toEqual([0, null]);
      }),
    );
  });
});

describe('[A2.6] the hold button', () => {
  const table: [Scene, ReturnType<typeof holdStep>, boolean][] = [
    ['talking', 'hold', false],
    ['held', 'resume', true],
    ['calling', null, true],
    ['alone', 'stop', true],
    ['consulting', 'swap', true],
    ['swapped', 'swap', false],
    ['conference', 'hold', false],
    ['supervising', null, false],
  ];
  it.each(table)('while %s does %s, and whether it takes somebody back is %s', (scene, step, takesBack) => {
    expect([holdStep(scenes[scene]), isOtherHeld(scenes[scene])]).toEqual([step, takesBack]);
  });

  it.each<[string, LiveCall, boolean]>([
    ['a consulted colleague', scenes.consulted, false],
    ["one of a conference that is another's", { ...scenes.conference, isOwner: false }, false],
    ['whoever was called by a colleague', { ...scenes.talking, isOwner: false }, true],
  ])('holds nobody who is not theirs: %s', (_who, call, holds) => {
    expect(holdStep(call)).toBe(holds ? 'hold' : null);
  });
});
