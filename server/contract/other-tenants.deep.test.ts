/** The walk of `other-tenants.test.ts` with every id as everybody. */
import { walkOtherTenants } from './test-other-tenants.ts';

walkOtherTenants();
