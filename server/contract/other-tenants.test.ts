import { drawing } from '../test-draw.ts';
import { walkOtherTenants } from './test-other-tenants.ts';

walkOtherTenants(drawing('other-tenants'));
