import { test } from 'vitest';
import { raceOften } from './test-two-owners.ts';

test(
  '[A2.10] [U5] two processes that race for one agent never ring them twice, and the loser neither writes nor commands',
  () => raceOften(60, 20_261_129),
  60_000,
);
