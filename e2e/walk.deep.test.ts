/** The walk of `walk.page.test.ts` over everything that a person can have before them. */
import { env } from 'node:process';

env['BAHU_WALK'] = 'all';
await import('./walk.page.test.ts');
