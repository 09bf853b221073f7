import { test } from 'vitest';
import { openTransfers } from '../../../test-transfers.ts';
import { killAndCompare } from './test-killed.ts';

const transfers = await openTransfers();

test('[C4] an import of 100,000 customers that is killed -9 at 20 random points ends in exactly the table of an undisturbed run', () =>
  killAndCompare(transfers, { rows: 100_000, kills: 20, reach: 1.25 }));
