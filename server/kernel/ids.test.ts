import { expect, test, vi } from 'vitest';
import { idFloor, isId, newId } from './ids.ts';

test('an id is a uuid of version 7 and carries its moment', () => {
  const at = Date.UTC(2026, 10, 22, 9, 0, 0);
  const id = newId(at);
  expect(isId(id)).toBe(true);
  expect(id[14]).toBe('7');
  expect('89ab').toContain(id[19]);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at);
});

test('ids of later milliseconds sort later and the floor of a moment sorts before its ids', () => {
  const at = Date.UTC(2026, 10, 22);
  expect(newId(at) < newId(at + 1)).toBe(true);
  expect(idFloor(at) < newId(at)).toBe(true);
  expect(newId(at - 1) < idFloor(at)).toBe(true);
});

test('ten thousand ids of one millisecond are all different', () => {
  const at = Date.UTC(2026, 10, 22);
  expect(new Set(Array.from({ length: 10_000 }, () => newId(at))).size).toBe(10_000);
});

test('[P4] ids of the present sort as they were made, also ten thousand of one millisecond and when the clock goes back', () => {
  vi.useFakeTimers({ now: Date.now() + 60_000 });
  try {
    const ids = Array.from({ length: 10_000 }, () => newId());
    vi.setSystemTime(Date.now() - 5000);
    ids.push(newId());
    vi.setSystemTime(Date.now() + 6000);
    ids.push(newId());
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(10_002);
    expect(ids.every(isId)).toBe(true);
    vi.setSystemTime(Date.now() - 3_600_000);
    const before = Date.now();
    expect([idFloor(before) < newId(), newId() < idFloor(before + 1)]).toEqual([true, true]);
  } finally {
    vi.useRealTimers();
  }
});
