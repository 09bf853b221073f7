/** The walk of `handheld.page.test.ts` over every page and form. */
import { env } from 'node:process';

env['BAHU_WALK'] = 'all';
await import('./handheld.page.test.ts');
