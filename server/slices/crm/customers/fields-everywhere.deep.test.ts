import { test } from 'vitest';
import { holdsFor } from './test-fields-everywhere.ts';

test('[C6] [C1] [C4] [C5] [P4] whatever fields are and become, values are stored, shown, logged, found, exported and imported back alike, and none is lost, for many companies', () =>
  holdsFor(100));
