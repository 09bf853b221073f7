import { expect, test } from 'vitest';
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
