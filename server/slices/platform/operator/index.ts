/** What the server does for the slice of operators: who runs the installation, and its tenants. */
import { operatorRoutes } from '@bahu/contract/operator.ts';
import { operatorSlice } from '@bahu/contract/slices/platform/operator.ts';
import { serverSlice } from '../../server-slice.ts';
import type { Tenant } from '../tenants/index.ts';
import { mountOperator } from './routes.ts';
export { type OperatorSlice } from './routes.ts';
export { createOperator, insertOperator, resetOperator } from './accounts.ts';
export { takeFactorAway } from './second-factor.ts';

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** A company begins, with what the operator said of it; `callerId` is E.164. Its first department and the role of its administrators have these ids. */
    'tenant.created': { tenantId: string; departmentId: string; administratorRoleId: string; callerId: string };
    /** It gets its first administrator, whose password must be changed. */
    'administrator.appointed': {
      tenantId: string;
      userId: string;
      roleId: string;
      departmentId: string;
      extension: string;
      passwordHash: string;
    };
    /** An administrator who cannot sign in any more is given a password, which must be changed. */
    'administrator.locked-out': { userId: string; passwordHash: string };
    /** The operator has changed what a company may use. Who has more in use than it allows refuses with `belowUsage`. */
    'licence.changed': { before: Tenant; after: Tenant };
  }
}

export const operatorServer = serverSlice(operatorSlice, {
  routes: operatorRoutes,
  mount: (api, host) => {
    const { access, db, sessions, clock, config, installation, attacked } = host;
    if (installation)
      mountOperator(api, { access, db, sessions, clock, version: config.version, onAttack: attacked, ...installation });
  },
});
