import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Refusal } from './errors.ts';
import { createShares } from './shares.ts';

const patient = { patienceMs: 60_000, maxWaiting: 1000 };
const settled = () => new Promise((resolve) => void setImmediate(resolve));

describe('[P2] shares', () => {
  test('[P2] a tenant that waits for 200 places holds back nobody: the other is next', async () => {
    const shares = createShares({ total: 2, perHolder: 2, ...patient });
    const order: string[] = [];
    const releases: (() => void)[] = [];
    const ask = (holder: string) =>
      void shares.take(holder).then((release) => {
        order.push(holder);
        releases.push(release);
      });
    for (let i = 0; i < 200; i++) ask('a');
    ask('b');
    for (let i = 0; i < 4; i++) {
      await settled();
      releases.shift()!();
    }
    await settled();
    expect(order.slice(0, 4)).toEqual(['a', 'a', 'a', 'b']);
  });

  test('[P2] a tenant alone never has more than its share, so that a place is free at once for the next', async () => {
    const shares = createShares({ total: 10, perHolder: 3, ...patient });
    let granted = 0;
    for (let i = 0; i < 72; i++) void shares.take('a').then(() => granted++);
    await settled();
    expect(granted).toBe(3);
    await expect(shares.take('b')).resolves.toBeTypeOf('function');
  });

  test('[P2] whoever waits too long, or as one too many, is refused and takes no place later', async () => {
    vi.useFakeTimers();
    const shares = createShares({ total: 1, perHolder: 1, patienceMs: 5000, maxWaiting: 1 });
    const release = await shares.take('a');
    const late = expect(shares.take('a')).rejects.toThrow(Refusal);
    await expect(shares.take('a')).rejects.toMatchObject({ code: 'too-many-requests' });
    await vi.advanceTimersByTimeAsync(5000);
    await late;
    release();
    release();
    const again = await shares.take('a');
    vi.useRealTimers();
    again();
  });

  test('[P2] property: never more than the total nor than a share, everybody is served, and turns go round', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }),
        async (total, perHolder, asks) => {
          const shares = createShares({ total, perHolder, ...patient });
          const held = new Map<string, number>();
          let served = 0;
          await Promise.all(
            asks.map(async (holder) => {
              const release = await shares.take(holder);
              held.set(holder, (held.get(holder) ?? 0) + 1);
              served++;
              expect(Math.max(...held.values())).toBeLessThanOrEqual(perHolder);
              expect([...held.values()].reduce((sum, count) => sum + count)).toBeLessThanOrEqual(total);
              await settled();
              held.set(holder, held.get(holder)! - 1);
              release();
            }),
          );
          expect(served).toBe(asks.length);
        },
      ),
      { numRuns: 30 },
    );
  });
});
