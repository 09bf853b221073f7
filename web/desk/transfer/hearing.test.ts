import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { party, scenes, type Scene } from '../test-call.ts';
import { hearingOf } from './hearing.ts';

const said = (scene: Scene): string[] =>
  hearingOf(scenes[scene]).map(({ kind, parties }) => `${kind}: ${parties.map((one) => one.partyId).join(' ')}`);

describe('[A2.5] who hears whom', () => {
  const table: [Scene, string[]][] = [
    ['talking', ['together: customer']],
    ['held', ['music: customer']],
    ['calling', ['ringing: colleague', 'music: customer']],
    ['consulting', ['together: colleague', 'music: customer']],
    ['swapped', ['together: customer', 'music: colleague']],
    ['customerLost', ['together: colleague', 'lost: customer']],
    ['conference', ['all: customer colleague']],
    ['consulted', ['together: agent', 'music: customer']],
  ];
  it.each(table)('while %s is said as %j', (scene, clauses) => {
    expect(said(scene)).toEqual(clauses);
  });

  it('is not said to be everybody when two of them do not hear each other', () => {
    const parties = [party('a', ['own']), party('own', ['a', 'b']), party('b', ['own'])];
    expect(hearingOf({ parties }).map(({ kind }) => kind)).toEqual(['together']);
  });

  it('names each other party exactly once, whatever they hear', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const states = ['ringing', 'dialing', 'talking', 'held', 'lost'] as const;
    const anyParty = (id: string) =>
      fc
        .record({ hears: fc.subarray(['own', 'music', ...ids]), state: fc.constantFrom(...states) })
        .map(({ hears, state }) => party(id, hears, { state }));
    fc.assert(
      fc.property(fc.tuple(anyParty('own'), ...ids.map(anyParty)), fc.integer({ min: 1, max: 4 }), (all, others) => {
        const parties = all.slice(0, 1 + others);
        const named = hearingOf({ parties }).flatMap((clause) => clause.parties.map((one) => one.partyId));
        expect(named.toSorted()).toEqual(ids.slice(0, others));
      }),
    );
  });

  it('leaves supervisors out: the agent is told of them elsewhere', () => {
    const supervisor = party('supervisor', ['own', 'customer'], { kind: 'supervisor' });
    expect(hearingOf({ parties: [...scenes.talking.parties, supervisor] })).toEqual(hearingOf(scenes.talking));
  });
});
