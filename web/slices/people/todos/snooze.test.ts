import { expect, it } from 'vitest';
import { snoozedUntil } from './snooze.ts';

it.each([
  ['in10', '2026-11-30T23:55', '2026-12-01T00:05'],
  ['in60', '2026-11-30T23:55', '2026-12-01T00:55'],
  ['tomorrow', '2026-11-30T00:00', '2026-12-01T09:00'],
  ['tomorrow', '2026-11-30T23:59', '2026-12-01T09:00'],
  ['tomorrow', '2026-12-31T12:00', '2027-01-01T09:00'],
] as const)('[C8] %s at %s is %s', (snooze, now, expected) => {
  expect(snoozedUntil(snooze, new Date(now).getTime())).toBe(new Date(expected).getTime());
});
