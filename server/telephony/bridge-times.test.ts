import { describe, expect, test } from 'vitest';
import { asItWas, BridgeTimes, type Move } from './bridge-times.ts';

const span = (from: number, to: number | null, bridgeId = 'a') => ({ from, to, bridgeId });
const move = (at: number, hasLeft = false, bridgeId = 'a'): Move => ({ legId: 'leg', bridgeId, hasLeft, at });

describe('[A2.5] [R1] when a leg stood in bridges', () => {
  test('is what the media server says, by our clock, however late it is heard of', () => {
    const times = new BridgeTimes();
    // The media server's clock is an hour ahead, and the shortest way of an event takes 2 ms.
    const ahead = 3_600_000;
    const moves = [
      [move(1000), 302],
      [move(5000, true), 2],
      [move(5010, false, 'b'), 450],
      [move(9000, true, 'b'), 90],
    ] as const;
    for (const [told, ms] of moves) times.note({ ...told, at: told.at + ahead }, told.at + ms);
    const [first, second] = times.of('leg');
    expect(second!.to! - second!.from).toBeCloseTo(3990, 0);
    expect(first!.to! - second!.from).toBeCloseTo(-10, 0);
    expect(times.of('another')).toEqual([]);
    times.forget('leg');
    expect(times.of('leg')).toEqual([]);
  });

  test('ends with the next bridge, and with no other bridge’s end', () => {
    const times = new BridgeTimes();
    times.note(move(1000), 1000);
    times.note(move(2000, true, 'b'), 2000);
    expect(times.of('leg')).toEqual([span(1000, null)]);
    times.note(move(3000, false, 'c'), 3000);
    expect(times.of('leg')).toEqual([span(1000, 3000), span(3000, null, 'c')]);
    times.reset();
    expect(times.of('leg')).toEqual([]);
  });

  test('is known to the moment at which something was missed, and no further', () => {
    const times = new BridgeTimes();
    times.note(move(1000), 1000);
    times.miss(['leg', 'new']);
    times.note(move(2000, true), 2000);
    times.note(move(3000), 3000);
    times.note({ ...move(3000), legId: 'new' }, 3000);
    times.note({ ...move(3000), legId: 'another' }, 3000);
    expect(['leg', 'new', 'another'].map((id) => times.of(id))).toEqual([[span(1000, null)], [], [span(3000, null)]]);
    times.forget('new');
    times.note({ ...move(4000), legId: 'new' }, 4000);
    expect(times.of('new')).toEqual([span(4000, null)]);
  });

  test('follows a clock that is set back, little by little', () => {
    const times = new BridgeTimes();
    times.note(move(1000), 1000);
    times.note({ ...move(2000), legId: 'late' }, 2500);
    expect(times.of('late')[0]!.from).toBeCloseTo(2000, 0);
    times.note({ ...move(10_000_000), legId: 'much later' }, 10_000_500);
    expect(times.of('much later')[0]!.from).toBeCloseTo(10_000_500, 0);
  });
});

test.each([
  ['nothing is told', [span(10, 20), span(20, 30, 'b')], [], [span(10, 20), span(20, 30, 'b')]],
  [
    'all is told',
    [span(10, 20), span(20, 30, 'b')],
    [span(12, 25), span(26, 31, 'b')],
    [span(12, 25), span(26, 31, 'b')],
  ],
  [
    'the last is not over',
    [span(10, 20), span(20, 30, 'b')],
    [span(12, 25), span(26, null, 'b')],
    [span(12, 25), span(26, 30, 'b')],
  ],
  ['the first alone is told', [span(10, 20), span(20, 30, 'b')], [span(12, 25)], [span(12, 25), span(25, 30, 'b')]],
  [
    'another bridge is told',
    [span(10, 20), span(20, 30, 'b')],
    [span(12, 25), span(26, 31, 'c')],
    [span(12, 25), span(25, 30, 'b')],
  ],
  ['the decided one lasts', [span(10, null)], [span(12, 25)], [span(12, null)]],
  [
    'it left and came back undecided',
    [span(10, 40), span(40, 50, 'b'), span(50, null)],
    [span(12, 20), span(21, 41), span(42, 51, 'b'), span(52, null)],
    [span(12, 20), span(21, 41), span(42, 51, 'b'), span(52, null)],
  ],
  [
    'a hold was over before it was carried out',
    [span(10, 20), span(21, 30)],
    [span(25, 26), span(27, null)],
    [span(25, 26), span(27, 30)],
  ],
  [
    'one was never carried out',
    [span(10, 20), span(20, 20, 'b'), span(20, 40)],
    [span(12, 22), span(23, 41)],
    [span(12, 22), span(23, 41)],
  ],
  [
    'the second alone is told, in the bridge of the first',
    [span(10, 11), span(20, 30)],
    [span(21, 31)],
    [span(21, 31), span(31, 31)],
  ],
  [
    'it came back late and undecided at the end',
    [span(10, 20)],
    [span(12, 19), span(21, 22)],
    [span(12, 19), span(21, 22)],
  ],
  ['more is told', [span(10, 20)], [span(12, 25), span(26, 31, 'b')], [span(12, 25)]],
])('[A2.5] [R1] times that were decided, when %s', (_what, decided, told, were) => {
  expect(asItWas(decided, told)).toEqual(were);
});
