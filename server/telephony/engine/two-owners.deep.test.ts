import { test } from 'vitest';
import { seed } from '../../test-draw.ts';
import { raceOften } from './test-two-owners.ts';

test(
  '[A2.10] [U5] in ten thousand races of two processes for one agent they are never rung twice, and the loser neither writes nor commands',
  () => raceOften(10_000, seed),
  3_600_000,
);
