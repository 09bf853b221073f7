/** The door of the platform's operation: who runs the installation, and its tenants. */
import { operatorRoutes } from '@bahu/contract/operator.ts';
import { operatorSlice } from '@bahu/contract/slices/platform/operator.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountOperator } from './routes.ts';
export { type OperatorSlice } from './routes.ts';
export { createOperator, insertOperator, resetOperator } from './accounts.ts';
export { takeFactorAway } from './second-factor.ts';

export const operatorServer = serverSlice(operatorSlice, {
  routes: operatorRoutes,
  mount: (api, host) => {
    const { access, db, sessions, clock, config, installation, attacked } = host;
    if (installation)
      mountOperator(api, { access, db, sessions, clock, version: config.version, onAttack: attacked, ...installation });
  },
});
