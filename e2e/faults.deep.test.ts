/** The same faults as in `npm test`, with the server down for no time, for a moment and for longer than its callers' first try. */
import { env } from 'node:process';

env['BAHU_DOWN_MS'] = '0,700,2300';
await import('./faults.telephony.test.ts');
