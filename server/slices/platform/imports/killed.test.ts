import { test } from 'vitest';
import { openTransfers } from '../../../test-transfers.ts';
import { killAndCompare } from './test-killed.ts';

const transfers = await openTransfers();

test('[C4] an import of 5,000 customers that is killed -9 at a random point ends in exactly the table of an undisturbed run', () =>
  killAndCompare(transfers, { rows: 5000, kills: 1, reach: 0.7 }));
