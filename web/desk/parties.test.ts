import { describe, expect, it } from 'vitest';
import { consultedIn, inFocus, partiesOf, waitingIn } from './parties.ts';
import { party, scenes, type Scene } from './test-call.ts';

const ids = (parties: readonly { partyId: string }[]): string[] => parties.map(({ partyId }) => partyId);

describe('[A2.5] the parties of a call', () => {
  const table: [Scene, string[], string[]][] = [
    ['talking', ['customer'], []],
    ['held', ['customer'], ['customer']],
    ['calling', ['colleague'], ['customer']],
    ['consulting', ['colleague'], ['customer']],
    ['swapped', ['customer'], ['colleague']],
    ['conference', ['customer', 'colleague'], []],
    ['consulted', ['agent'], ['customer']],
  ];
  it.each(table)('while %s show %j in the bar, and %j with music', (scene, focus, waiting) => {
    expect([ids(inFocus(scenes[scene])), ids(waitingIn(scenes[scene]))]).toEqual([focus, waiting]);
  });

  it('are the customer, oneself and who came later; in an internal call a colleague is the customer', () => {
    expect(partiesOf(scenes.consulting)).toMatchObject({
      own: { partyId: 'own' },
      other: { partyId: 'customer' },
      guests: [{ partyId: 'colleague' }],
    });
    expect(partiesOf({ parties: [party('own'), party('a'), party('b')] })).toMatchObject({
      other: { partyId: 'a' },
      guests: [{ partyId: 'b' }],
    });
    expect(partiesOf({ parties: [] })).toEqual({ own: null, other: null, guests: [] });
  });

  it('have somebody who is consulted only while one consults', () => {
    expect(consultedIn(scenes.consulting)?.partyId).toBe('colleague');
    expect(consultedIn(scenes.conference)).toBeNull();
  });
});
