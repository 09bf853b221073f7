import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredBetween, mosOf, type Totals } from './measure.ts';

const clean: Totals = {
  received: 500,
  lost: 0,
  jitterMs: 2,
  sent: 500,
  lostBeyond: 0,
  jitterBeyondMs: 3,
  rttMs: 30,
  bufferMs: 40,
  isOpus: false,
};
const later = (change: Partial<Totals>): Totals => ({ ...clean, received: 750, sent: 750, ...change });
const between = (change: Partial<Totals>) => measuredBetween(clean, later(change))!;

describe('[A2.1] a stretch of sound', () => {
  it('is good where nothing is lost', () => {
    expect(measuredBetween(null, clean)).toMatchObject({
      incoming: { loss: 0, jitterMs: 2 },
      outgoing: { loss: 0, jitterMs: 3 },
    });
    expect(mosOf(measuredBetween(null, clean)!)).toBeGreaterThan(4.2);
  });

  it('counts what was lost in it alone, each way apart', () => {
    expect(between({ lost: 250 })).toMatchObject({ incoming: { loss: 0.5 }, outgoing: { loss: 0 } });
    expect(between({ lostBeyond: 50 })).toMatchObject({ incoming: { loss: 0 }, outgoing: { loss: 0.2 } });
    expect(measuredBetween(later({ lost: 20 }), later({ lost: 20, received: 900 }))!.incoming.loss).toBe(0);
  });

  it.each<[string, Partial<Totals>]>([
    ['came in', { received: 500 }],
    ['is new: it counts from the beginning', { received: 3 }],
  ])('says nothing where nothing %s', (_what, change) => expect(measuredBetween(clean, later(change))).toBeNull());

  it.each<[string, Partial<Totals>, number]>([
    ['more lost than was sent', { lostBeyond: 900 }, 1],
    ['packets that came twice', { lost: -10 }, 0],
  ])('takes %s for what it can be', (_what, change, worst) => {
    const { incoming, outgoing } = between(change);
    expect(Math.max(incoming.loss, outgoing.loss)).toBe(worst);
  });

  it('is as good as its worse direction', () => {
    const both = mosOf(between({ lost: 50, lostBeyond: 50 }));
    expect(mosOf(between({ lostBeyond: 50 }))).toBe(Math.min(both, mosOf(between({ lostBeyond: 50 }))));
    expect(mosOf(between({ lostBeyond: 50 }))).toBeLessThan(mosOf(between({})));
  });

  it('takes a jitter buffer that nobody measures for twice the jitter', () => {
    const guessed = between({ bufferMs: null, jitterMs: 100, jitterBeyondMs: 0 });
    expect(mosOf(guessed)).toBe(mosOf(between({ bufferMs: 200, jitterMs: 100, jitterBeyondMs: 0 })));
  });

  it('never scores higher for more of anything bad', () => {
    const some = fc.nat(400);
    const bad = fc.record({ lost: some, lostBeyond: some, jitterMs: some, jitterBeyondMs: some, rttMs: some });
    fc.assert(
      fc.property(
        bad,
        fc.constantFrom('lost', 'lostBeyond', 'jitterMs', 'jitterBeyondMs', 'rttMs'),
        some,
        (was, what, by) => {
          const worse = { ...was, [what]: was[what as keyof typeof was] + by };
          return mosOf(between({ ...worse, bufferMs: null })) <= mosOf(between({ ...was, bufferMs: null }));
        },
      ),
    );
  });
});
