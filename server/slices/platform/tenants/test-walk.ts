import type { SliceWalk } from '../../../test-walks.ts';

const security = { passwordLength: 8, passwordMixed: false, passwordDays: 0, secondFactor: 'optional' };
export const walk: SliceWalk = { auditedSteps: [{ route: 'tenants.change', body: { version: 1, security } }] };
