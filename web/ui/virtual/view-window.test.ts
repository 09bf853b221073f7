import { describe, expect, test } from 'vitest';
import { offsetsOf, rowsInView } from './view-window.ts';

describe('[U6] rows in view', () => {
  const offsets = offsetsOf(Array.from({ length: 1000 }, () => 100));

  test('[U6] are those that touch the view, and as many again above and below', () => {
    expect(rowsInView(offsets, 0, 500)).toEqual({ from: 0, to: 10 });
    expect(rowsInView(offsets, 5000, 500)).toEqual({ from: 45, to: 60 });
    expect(rowsInView(offsets, 99_500, 500)).toEqual({ from: 990, to: 1000 });
  });

  test('[U6] of different heights are found as well, and of none there are none', () => {
    expect(rowsInView(offsetsOf([300, 20, 20, 300]), 310, 20)).toEqual({ from: 0, to: 4 });
    expect(rowsInView(offsetsOf([300, 20, 20, 300, 300, 300]), 350, 20)).toEqual({ from: 2, to: 4 });
    expect(rowsInView(offsetsOf([]), 0, 500)).toEqual({ from: 0, to: 0 });
    expect(rowsInView(offsetsOf([10]), 500, 100)).toEqual({ from: 1, to: 1 });
  });
});
