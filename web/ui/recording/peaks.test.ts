import { describe, expect, it } from 'vitest';
import { barsOf, drawnChannels, summary } from './peaks.ts';

describe('[R1] waveforms', () => {
  it('are summed up by the loudest value of either channel, scaled to the loudest of all', () => {
    expect(
      summary(
        {
          peaks: [
            [0.1, 0.2, 0, 0],
            [0, 0, 0.4, 0.1],
          ],
        },
        2,
      ),
    ).toEqual([0.5, 1]);
  });

  it('are never stretched over more bars than they have points', () => {
    expect(summary({ peaks: [[0.5, 0.5, 0.5]] }, 70)).toEqual([1, 1, 1]);
    expect(summary({ peaks: [] }, 10)).toEqual([]);
    expect(summary({ peaks: [[0, 0]] }, 2)).toEqual([0, 0]);
  });

  it('[A4.6] are an even line where the sound is not known sample by sample', () => {
    expect(new Set(drawnChannels({ peaks: [] }).flat()).size).toBe(1);
    expect(new Set(barsOf({ peaks: [] }, 72)).size).toBe(1);
    expect([barsOf({ peaks: [] }, 72).length, barsOf({ peaks: [[0.5, 0.25]] }, 72)]).toEqual([72, [1, 0.5]]);
  });

  it('are drawn with the agent above the customer', () => {
    expect(drawnChannels({ peaks: [[0.1], [0.9]] })).toEqual([[0.9], [0.1]]);
    expect(drawnChannels({ peaks: [[0.1]] })).toEqual([[0.1]]);
  });
});
