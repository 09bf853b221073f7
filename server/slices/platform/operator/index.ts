/** The door of the platform's operation: who runs the installation, and its tenants. */
export { mountOperator, type OperatorSlice } from './routes.ts';
export { createOperator, insertOperator, resetOperator } from './accounts.ts';
export { takeFactorAway } from './second-factor.ts';
